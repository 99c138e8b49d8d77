import type { TokenScope } from '#lib/auth/schema.ts'

/** What a token is for. */
export const scopeWords: Readonly<Record<TokenScope, string>> = {
  'models:read': 'List models',
  'history:read': 'Search pictures, and read prompts of the library',
  'images:create': 'Make pictures, and ask what they cost',
}
