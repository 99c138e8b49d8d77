import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import type { SavedSearch, SearchNames } from './schema.ts'
import { maxSearches } from './schema.ts'

const own = ({ teamId, userId }: Viewer) => ({ teamId, userId })

const shown = { id: true, name: true, query: true } as const

const nameIsTaken = () =>
  new AppError('conflict', 'There is a search of that name already. Choose another name.')

/** The viewer's own searches, by name. */
export async function listSearches(viewer: Viewer): Promise<SavedSearch[]> {
  return db.savedSearch.findMany({ where: own(viewer), orderBy: { name: 'asc' }, select: shown })
}

/**
 * Keeps a search under a name, or saves over the viewer's one with its id; so it also brings back a deleted one. The
 * same saved twice is one. Throws AppError `conflict` (the name is taken, or the id by somebody else's), `invalid` (too
 * many).
 */
export async function saveSearch(viewer: Viewer, { id, name, query }: SavedSearch): Promise<void> {
  try {
    const { count } = await db.savedSearch.updateMany({
      where: { ...own(viewer), id },
      data: { name, query },
    })
    if (count > 0) return
    if ((await db.savedSearch.count({ where: own(viewer) })) >= maxSearches)
      throw new AppError('invalid', `There are ${maxSearches} searches already. Remove one first.`)
    await db.savedSearch.create({ data: { id, ...own(viewer), name, query } })
  } catch (error) {
    if (isTaken(error)) throw nameIsTaken()
    throw error
  }
}

/** Throws AppError `not_found`, `conflict` (the name is taken). */
export async function renameSearch(viewer: Viewer, id: string, name: string): Promise<void> {
  try {
    const { count } = await db.savedSearch.updateMany({ where: { ...own(viewer), id }, data: { name } })
    if (count === 0) throw new AppError('not_found', 'That search is gone.')
  } catch (error) {
    if (isTaken(error)) throw nameIsTaken()
    throw error
  }
}

/** Throws AppError `not_found`. */
export async function removeSearch(viewer: Viewer, id: string): Promise<void> {
  const { count } = await db.savedSearch.deleteMany({ where: { ...own(viewer), id } })
  if (count === 0) throw new AppError('not_found', 'That search is gone.')
}

/** More than anybody looks through. */
const mostNames = 500

/** The members, albums and tags of the viewer's team, by name. */
export async function listSearchNames(viewer: Viewer): Promise<SearchNames> {
  const { teamId } = viewer
  const some = { take: mostNames, select: { name: true }, orderBy: { name: 'asc' } } as const
  const [people, albums, tags] = await Promise.all([
    db.user.findMany({ ...some, where: { memberships: { some: { teamId } } } }),
    db.album.findMany({ ...some, where: { teamId, trashedAt: null } }),
    db.tag.findMany({ ...some, where: { teamId } }),
  ])
  const namesOf = (rows: { name: string }[]) => [...new Set(rows.map(({ name }) => name))]
  return { people: namesOf(people), albums: namesOf(albums), tags: namesOf(tags) }
}
