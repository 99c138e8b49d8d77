import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { isListName, listNamesOf, maxListDepth, parsePrompt } from '#lib/language/schema.ts'
import { ownershipSchema } from '#lib/teams/schema.ts'

export const wildcardIdSchema = z.uuid('This is not the id of a list.')

/** As many as a person overlooks, of their own and of the team. */
export const maxWildcards = 500
export const maxLines = 2_000
export const maxLineLength = 500
export const wildcardNameMaxLength = 60

const nameTooLong = `A list's name has at most ${wildcardNameMaxLength} characters.`

export const wildcardNameSchema = z
  .string('Give the list a name.')
  .trim()
  .normalize('NFC')
  .max(wildcardNameMaxLength, nameTooLong)
  .refine(
    isListName,
    'A list\'s name begins with a letter, then has letters, digits, "-", and "_" only between two of them.',
  )

const isEntry = (line: string) => line.trim() !== '' && !/^\s*# /.test(line)

/** What `__name__` stands for: the lines of a list without the blank ones and the comments (`# `). */
export const entriesOf = (lines: readonly string[]) => lines.filter(isEntry)

/** The lists that entries name, each once. */
export const namedIn = (entries: readonly string[]) => [
  ...new Set(entries.flatMap((entry) => listNamesOf(parsePrompt(entry)))),
]

/** A list as it is read for a prompt. */
export interface ReadList {
  entries: readonly string[]
  /** The lists that these name. */
  named: readonly string[]
}

const lengthOf = ({ entries }: ReadList) => entries.reduce((sum, entry) => sum + entry.length, 0)

/**
 * How many characters are read when a prompt that names `names` is made ready for expansion: a list is read once for
 * each way that leads to it. Counts no further than `limit`.
 */
export function workOf(
  lists: ReadonlyMap<string, ReadList>,
  names: readonly string[],
  limit: number,
): number {
  const lengths = new Map([...lists].map(([name, list]) => [name, lengthOf(list)]))
  let work = 0
  function walk(name: string, inside: readonly string[]): void {
    if (work > limit || inside.includes(name) || inside.length >= maxListDepth) return
    work += lengths.get(name) ?? 0
    for (const inner of lists.get(name)?.named ?? []) walk(inner, [...inside, name])
  }
  for (const name of new Set(names)) walk(name, [])
  return work
}

/** Typed or pasted text as lines, without the blank ones. */
export const toLines = (text: string) =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

export const wildcardLinesSchema = z
  .array(
    z
      .string()
      .max(maxLineLength, `A line has at most ${maxLineLength} characters.`)
      .refine((line) => !/[\r\n\0]/.test(line), 'A line has no line breaks.'),
  )
  .max(maxLines, `A list has at most ${maxLines} lines.`)
  .refine((lines) => entriesOf(lines).length > 0, 'Write at least one line.')

/** The browser makes the id. An id that is there already is saved over. */
export const wildcardInputSchema = z.object({
  id: wildcardIdSchema,
  scope: ownershipSchema,
  name: wildcardNameSchema,
  lines: wildcardLinesSchema,
})

export type WildcardInput = z.infer<typeof wildcardInputSchema>

const common = {
  id: wildcardIdSchema,
  scope: ownershipSchema,
  name: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Whether the viewer may save over and remove it. */
  can: z.object({ change: z.boolean() }),
}

/** A list as the overview and the completion show it. */
export const wildcardSummarySchema = z.object({
  ...common,
  /** How many entries it has: without comments. */
  count: z.number().int(),
  /** Its first entries. */
  first: z.array(z.string()),
  /** The team's, of the same name as one of the viewer's own: theirs is read instead. */
  isHidden: z.boolean(),
})

export type WildcardSummary = z.infer<typeof wildcardSummarySchema>

/** By name; the viewer's own before the team's of the same name. */
export const wildcardListSchema = z.object({ wildcards: z.array(wildcardSummarySchema) })

export type WildcardList = z.infer<typeof wildcardListSchema>

/** A list with all of its lines, to be edited. */
export const wildcardSchema = z.object({ ...common, lines: z.array(z.string()) })

export type Wildcard = z.infer<typeof wildcardSchema>

/** As many names as a prompt is answered for at once. */
export const maxNames = 100

export const listNamesSchema = z
  .array(z.string().max(wildcardNameMaxLength, nameTooLong))
  .max(maxNames, `A prompt names at most ${maxNames} lists.`)

/** The entries of lists by name, those that they name among them; a name that there is not is left out. */
export const listEntriesSchema = z.object({ lists: z.record(z.string(), z.array(z.string())) })

export type ListEntries = z.infer<typeof listEntriesSchema>

export const saveWildcardSchema = wildcardInputSchema.extend({ team: teamSlugSchema })
export const removeWildcardSchema = z.object({ team: teamSlugSchema, id: wildcardIdSchema })
