import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { ownershipOf } from '#lib/teams/schema.ts'
import { promptPolicy } from '../policy.ts'
import { freeSlug, requireRoom } from './names.ts'
import { promptGone, reach, requireChange } from './visible.ts'

/** Keeps a prompt at hand for the viewer, or no longer; asked twice it is done once. Throws AppError `not_found`. */
export async function pinPrompt(viewer: Viewer, id: string, isPinned: boolean): Promise<void> {
  const { teamId, userId } = viewer
  const prompt = await db.prompt.findFirst({
    where: { ...reach(viewer), id, trashedAt: null },
    select: { id: true },
  })
  if (!prompt) throw promptGone()
  const pin = { promptId: id, userId, teamId }
  if (isPinned) await db.promptPin.createMany({ data: [pin], skipDuplicates: true })
  else await db.promptPin.deleteMany({ where: pin })
}

/** A prompt in the trash is there for those who may bring it back, and for nobody else. */
async function requireAnywhere(viewer: Viewer, id: string): Promise<{ scope: string; slug: string }> {
  const row = await db.prompt.findFirst({
    where: { ...reach(viewer), id },
    select: { scope: true, slug: true, trashedAt: true },
  })
  if (!row) throw promptGone()
  const ownership = ownershipOf(row.scope)
  if (row.trashedAt !== null && !promptPolicy.change(viewer, ownership)) throw promptGone()
  requireChange(viewer, ownership)
  return row
}

/**
 * Puts a prompt into the trash, with its history; what was made with it stays. Asked twice it is done once. Throws
 * AppError `not_found`, `forbidden`.
 */
export async function removePrompt(viewer: Viewer, id: string): Promise<void> {
  await requireAnywhere(viewer, id)
  await db.prompt.updateMany({
    where: { ...reach(viewer), id, trashedAt: null },
    data: { trashedAt: new Date() },
  })
}

/**
 * Takes a prompt out of the trash, as it was; where its short name was taken meanwhile, under another, which it returns.
 * Throws AppError `not_found`, `forbidden`, `invalid` (too many).
 */
export async function restorePrompt(viewer: Viewer, id: string): Promise<{ slug: string }> {
  const { scope, slug } = await requireAnywhere(viewer, id)
  const where = { ...reach(viewer), id, trashedAt: { not: null } }
  try {
    await db.$transaction(async (tx) => {
      await requireRoom(viewer, tx, scope)
      await tx.prompt.updateMany({ where, data: { trashedAt: null } })
    })
    return { slug }
  } catch (error) {
    if (!isTaken(error)) throw error
    return db.$transaction(async (tx) => {
      const free = await freeSlug(viewer, tx, scope, slug)
      await tx.prompt.updateMany({ where, data: { trashedAt: null, slug: free } })
      return { slug: free }
    })
  }
}
