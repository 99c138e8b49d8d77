/** The beginning of a text as letters, digits and hyphens: a part of a file's name on every system. */
export const slugOf = (text: string): string =>
  (/^.{0,40}/u.exec(text.normalize('NFC').replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-'))?.[0] ?? '').replaceAll(
    /^-+|-+$/g,
    '',
  )

/** The same in letters that every header and every program knows. */
export const plainSlugOf = (text: string): string =>
  slugOf(text.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, ''))

interface Named {
  id: string
  prompt: string | null
  createdAt: Date
}

/**
 * What a picture is called as a file, without its ending: the beginning of its prompt, its day, and the end of its id,
 * "a-red-boat-2026-11-23-5f0c21d7". With a day in it, it is no name that a system keeps for itself.
 */
export function nameOf({ id, prompt, createdAt }: Named): string {
  const words = slugOf(prompt ?? '')
  return [words || 'picture', createdAt.toISOString().slice(0, 10), id.slice(-8)].join('-')
}

/**
 * Content-Disposition of a file to keep (RFC 6266). A name of letters, digits and hyphens of any script is said twice:
 * plainly for old programs, and whole.
 */
export function attachment(name: string, ending: string): string {
  const plain = name.split('-').map(plainSlugOf).filter(Boolean).join('-') || 'picture'
  const whole = plain === name ? '' : `; filename*=UTF-8''${encodeURIComponent(`${name}.${ending}`)}`
  return `attachment; filename="${plain}.${ending}"${whole}`
}
