// What pages call: without Zod.

/** As many as a person overlooks, of their own and of the team. */
export const maxPrompts = 2_000
/** Of one prompt. */
export const maxVersions = 500
export const titleMaxLength = 120
export const slugMaxLength = 60

/** As many as are taken away at once by being picked; all of a list are more. */
export const maxPicked = 1_000

/** What a file that is brought in may have, in bytes: the whole library of a team with its history. */
export const maxFileBytes = 8 * 1024 * 1024

/** Which prompts of the library: all that one sees, one's own, the team's, those at hand, those in the trash. */
export const libraryParts = ['all', 'mine', 'team', 'pinned', 'trash'] as const
export type LibraryPart = (typeof libraryParts)[number]

export const librarySorts = ['changed', 'used'] as const
export type LibrarySort = (typeof librarySorts)[number]

/** The page of a prompt, or of one of its versions. */
export const promptPath = (team: string, promptId: string, version?: number) =>
  `/t/${team}/library/${promptId}${version === undefined ? '' : `?version=${version}`}`

/** "bakery-sign" of "Bakery sign": what a prompt is called by after the "/". Empty where a title has no letters. */
export function toSlug(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  return words.slice(0, slugMaxLength).replaceAll(/^-+|-+$/g, '')
}

/** A title for a text that has none: its first words. */
export function titleOfText(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  if (line.length <= 60) return line
  const cut = line.slice(0, 60)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 30)).trimEnd()} …`
}
