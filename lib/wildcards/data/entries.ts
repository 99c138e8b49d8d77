import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Lists } from '#lib/language/schema.ts'
import { scopesOf } from '#lib/teams/schema.ts'
import type { ReadList } from '../schema.ts'
import { entriesOf, maxNames, namedIn, workOf } from '../schema.ts'

/** Characters of a prompt's lists that are read and expanded in a moment, in a browser as well as here. */
const maxCharacters = 2_000_000

const tooMany = () =>
  new AppError(
    'invalid',
    'These lists name each other too often to be read as one prompt. Name fewer lists, or shorter ones.',
  )

const tooLong = () =>
  new AppError(
    'invalid',
    `These lists, with those that they name, have more than ${maxCharacters.toLocaleString('en-US')} characters. Name fewer lists, or shorter ones.`,
  )

const foundRows = z.array(
  z.object({ name: z.string(), characters: z.coerce.number(), lines: z.array(z.string()).nullable() }),
)

interface Found {
  name: string
  characters: number
  entries: string[]
}

/** The viewer's own lists and the team's, by name; their own hides the team's. Reads no more than `room` characters. */
async function read(viewer: Viewer, names: readonly string[], room: number): Promise<Found[]> {
  if (names.length === 0) return []
  const rows = await db.$queryRaw`
    WITH found AS (
      SELECT DISTINCT ON (w."name") w."name", w."lines", length(array_to_string(w."lines", '')) AS characters
      FROM "Wildcard" w
      WHERE w."teamId" = ${viewer.teamId}::uuid AND w."scope" = ANY(${scopesOf(viewer)}) AND w."name" = ANY(${names})
      ORDER BY w."name", w."scope" = 'team'
    )
    SELECT "name", characters, CASE WHEN sum(characters) OVER () <= ${room} THEN "lines" END AS lines FROM found`
  return foundRows.parse(rows).map(({ name, characters, lines }) => {
    if (lines === null) throw tooLong()
    return { name, characters, entries: entriesOf(lines) }
  })
}

/**
 * The entries of lists, and of all lists that these name, by name: what lib/language expands a prompt with. A name
 * that there is not is left out. Throws AppError `invalid` for more than can be expanded at once.
 */
export async function listsFor(viewer: Viewer, names: readonly string[]): Promise<Lists> {
  const lists = new Map<string, ReadList>()
  const asked = new Set<string>()
  let next = [...new Set(names)]
  let room = maxCharacters
  while (next.length > 0) {
    for (const name of next) asked.add(name)
    if (asked.size > maxNames) throw tooMany()
    const found = await read(viewer, next, room)
    for (const { name, characters, entries } of found) {
      room -= characters
      lists.set(name, { entries, named: namedIn(entries) })
    }
    const named = found.flatMap(({ name }) => lists.get(name)?.named ?? [])
    next = [...new Set(named)].filter((name) => !asked.has(name))
  }
  if (workOf(lists, names, maxCharacters) > maxCharacters) throw tooMany()
  return new Map([...lists].map(([name, { entries }]) => [name, entries]))
}
