import type { Mode } from './model.ts'

// What slugs and values of the API are called, for people.

const providers: ReadonlyMap<string, string> = new Map([
  ['vertex', 'Vertex AI'],
  ['gemini', 'Gemini API'],
  ['openai', 'OpenAI'],
  ['fal', 'fal'],
])

const creators: ReadonlyMap<string, string> = new Map([
  ['google', 'Google'],
  ['openai', 'OpenAI'],
  ['black-forest-labs', 'Black Forest Labs'],
  ['bytedance', 'ByteDance'],
])

const modes: Record<Mode, string> = {
  'text-to-image': 'text to image',
  'image-edit': 'edits',
  upscale: 'upscaling',
}

/** A way of making a picture. */
export const modeName = (mode: Mode) => modes[mode]

const spelled = (slug: string) =>
  slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

/** "vertex" → "Vertex AI"; an unknown slug → its words. */
export const providerName = (slug: string) => providers.get(slug) ?? spelled(slug)
/** "google" → "Google". */
export const creatorName = (slug: string) => creators.get(slug) ?? spelled(slug)

const formats: ReadonlyMap<string, string> = new Map([
  ['png', 'PNG'],
  ['jpeg', 'JPEG'],
  ['jpg', 'JPEG'],
  ['webp', 'WebP'],
  ['avif', 'AVIF'],
  ['gif', 'GIF'],
])

/** A value of an enumeration, as people write it. */
export const valueName = (value: string | number) => {
  const text = String(value)
  // Tiers as the API lists them: "1k".
  return formats.get(text) ?? (/^\d+k$/.test(text) ? text.toUpperCase() : text)
}
