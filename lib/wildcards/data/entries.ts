import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Lists } from '#lib/language/schema.ts'
import { scopesOf } from '#lib/teams/schema.ts'
import { entriesOf, maxNames, namedIn, workOf } from '../schema.ts'

/** A prompt that is expanded in a moment, in a browser as well as here. */
const maxWork = 200_000

const tooMany = () =>
  new AppError(
    'invalid',
    'These lists name each other too often to be read as one prompt. Name fewer lists, or shorter ones.',
  )

/** The viewer's own lists and the team's, by name; their own hides the team's. */
async function read(viewer: Viewer, names: readonly string[]): Promise<[string, string[]][]> {
  if (names.length === 0) return []
  const rows = await db.wildcard.findMany({
    where: { teamId: viewer.teamId, scope: { in: scopesOf(viewer) }, name: { in: [...names] } },
    select: { scope: true, name: true, lines: true },
  })
  const own = new Set(rows.filter(({ scope }) => scope !== 'team').map(({ name }) => name))
  return rows
    .filter(({ scope, name }) => scope !== 'team' || !own.has(name))
    .map(({ name, lines }): [string, string[]] => [name, entriesOf(lines)])
}

/**
 * The entries of lists, and of all lists that these name, by name: what lib/language expands a prompt with. A name
 * that there is not is left out. Throws AppError `invalid` for more than can be expanded at once.
 */
export async function listsFor(viewer: Viewer, names: readonly string[]): Promise<Lists> {
  const lists = new Map<string, string[]>()
  const asked = new Set<string>()
  let next = [...new Set(names)]
  while (next.length > 0) {
    for (const name of next) asked.add(name)
    if (asked.size > maxNames) throw tooMany()
    const found = await read(viewer, next)
    for (const [name, entries] of found) lists.set(name, entries)
    const named = found.flatMap(([, entries]) => namedIn(entries))
    next = [...new Set(named)].filter((name) => !asked.has(name))
  }
  if (workOf(lists, names, maxWork) > maxWork) throw tooMany()
  return lists
}
