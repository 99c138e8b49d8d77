import type { TokenScope } from '#lib/auth/schema.ts'

/** What a token is for. */
export const scopeWords: Readonly<Record<TokenScope, string>> = {
  'models:read': 'List models',
  'images:create': 'Make pictures, and ask what they cost',
}
