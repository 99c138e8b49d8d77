import type { Mode } from '#lib/models/schema.ts'

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

/** What shapes are good for, as composition has them. */
const uses: ReadonlyMap<string, string> = new Map([
  ['1:1', 'posts, avatars, icons'],
  ['3:4', 'portraits, posters'],
  ['4:3', 'scenes, slides'],
  ['9:16', 'stories, phone screens'],
  ['16:9', 'landscapes, backgrounds'],
  ['21:9', 'banners, cinema'],
  ['9:21', 'tall banners'],
  ['2:3', 'portraits, book covers'],
  ['3:2', 'photographs'],
  ['4:5', 'posts, portraits'],
  ['5:4', 'prints'],
])

export const ratioSuits = (ratio: string) => uses.get(ratio)
