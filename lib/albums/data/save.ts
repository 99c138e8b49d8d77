import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { albumPolicy } from '../policy.ts'
import { maxAlbums } from '../schema.ts'
import { albumGone } from './fill.ts'

interface Named {
  id: string
  name: string
}

/**
 * Makes an empty album; made twice with the same id it is one. Throws AppError `forbidden` for a guest, `invalid`
 * where there are too many, `conflict` where the id is somebody else's.
 */
export async function createAlbum(viewer: Viewer, { id, name }: Named): Promise<{ id: string }> {
  if (!albumPolicy.create(viewer)) throw new AppError('forbidden', 'Guests can look, but not make albums.')
  const { teamId, userId: createdById } = viewer
  if ((await db.album.count({ where: { teamId, trashedAt: null } })) >= maxAlbums)
    throw new AppError('invalid', `There are ${maxAlbums} albums already. Delete one first.`)
  try {
    await db.album.create({ data: { id, teamId, createdById, name }, select: { id: true } })
  } catch (error) {
    if (!isTaken(error)) throw error
    const same = await db.album.findFirst({ where: { id, teamId, createdById }, select: { id: true } })
    if (!same)
      throw new AppError('conflict', 'This album was just made elsewhere. Reload the page and try again.')
  }
  return { id }
}

/** An album in the trash is there for those who may bring it back, and for nobody else. */
async function requireChange(
  viewer: Viewer,
  id: string,
  where: 'anywhere' | 'not in the trash',
): Promise<void> {
  const album = await db.album.findFirst({
    where: { id, teamId: viewer.teamId },
    select: { createdById: true, trashedAt: true },
  })
  const may = album && albumPolicy.change(viewer, album)
  if (!album || (album.trashedAt !== null && (!may || where === 'not in the trash'))) throw albumGone()
  if (!may) throw new AppError('forbidden', 'Only who made the album, or an editor, can change or delete it.')
}

/** Throws AppError `not_found`, `forbidden`. */
export async function renameAlbum(viewer: Viewer, { id, name }: Named): Promise<void> {
  await requireChange(viewer, id, 'not in the trash')
  const where = { id, teamId: viewer.teamId, trashedAt: null }
  const { count } = await db.album.updateMany({ where, data: { name, updatedAt: new Date() } })
  if (count === 0) throw albumGone()
}

/**
 * Puts an album into the trash, with the places of its images, which stay where they are otherwise; asked twice it is
 * done once. Throws AppError `not_found`, `forbidden`.
 */
export async function removeAlbum(viewer: Viewer, id: string): Promise<void> {
  await requireChange(viewer, id, 'anywhere')
  const where = { id, teamId: viewer.teamId, trashedAt: null }
  await db.album.updateMany({ where, data: { trashedAt: new Date() } })
}

/** Takes an album out of the trash, as it was. Throws AppError `not_found`, `forbidden`. */
export async function restoreAlbum(viewer: Viewer, id: string): Promise<void> {
  await requireChange(viewer, id, 'anywhere')
  await db.album.updateMany({ where: { id, teamId: viewer.teamId }, data: { trashedAt: null } })
}
