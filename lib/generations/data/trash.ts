import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { notifyGeneration, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { generationPolicy } from '../policy.ts'
import type { GenerationStatus } from '../schema.ts'

const gone = () => new AppError('not_found', 'That generation is gone.')
const notTheirs = () => new AppError('forbidden', 'Only its author or an editor can delete this.')

/** Why it cannot be deleted now; null when it can. */
function stillNeeded(status: GenerationStatus): string | null {
  if (status === 'queued') return 'This is still waiting. Cancel it first; then you can delete it.'
  if (status === 'running') return 'This is running. Once it has ended, you can delete it.'
  if (status === 'unknown')
    return 'It is not known yet whether this was billed. The request log is being asked; then you can delete it.'
  return null
}

interface Thing {
  authorId: string
  visibility: 'team' | 'private'
  status: GenerationStatus
  trashedAt: Date | null
}

async function requireThing(viewer: Viewer, id: string): Promise<Thing> {
  const thing = await db.generation.findFirst({
    where: { id, teamId: viewer.teamId, purgedAt: null },
    select: { authorId: true, visibility: true, status: true, trashedAt: true },
  })
  if (!thing) throw gone()
  const isSeen = thing.trashedAt === null ? generationPolicy.see : generationPolicy.seeTrashed
  if (!isSeen(viewer, thing)) throw gone()
  return thing
}

const rowsSchema = z.array(z.unknown())
const pastWork = sql`"status" NOT IN ('queued', 'running', 'unknown')`

/**
 * Puts a generation and its images into the trash, together; asked twice it is done once. What it cost stays in the
 * ledger, and its attempts stay what they were. Throws AppError `not_found`, `forbidden`, and `conflict` while
 * something may still come of it.
 */
export async function removeGeneration(viewer: Viewer, id: string): Promise<void> {
  const thing = await requireThing(viewer, id)
  if (!generationPolicy.restore(viewer, thing)) throw notTheirs()
  if (thing.trashedAt !== null) return
  const reason = stillNeeded(thing.status)
  if (reason !== null) throw new AppError('conflict', reason)
  const isMoved = await moveToTrash(viewer, id)
  // Somebody was faster: it is in the trash already, or it is being tried again.
  if (!isMoved) await removeGeneration(viewer, id)
}

async function moveToTrash(viewer: Viewer, id: string): Promise<boolean> {
  // Two statements: an image that a worker was just storing is seen by the second.
  const [rows] = await db.$transaction([
    db.$queryRaw`
      WITH gone AS (
        UPDATE "Generation" SET "trashedAt" = now()
        WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "trashedAt" IS NULL AND ${pastWork}
        RETURNING *
      )
      SELECT ${notifyGeneration(sql`"teamId"`, sql`"id"`)}::text FROM gone`,
    db.$executeRaw`
      UPDATE "Image" i SET "trashedAt" = g."trashedAt", "trashedById" = ${viewer.userId}::uuid, "trashedAlong" = true
      FROM "Generation" g
      WHERE g."id" = ${id}::uuid AND g."teamId" = ${viewer.teamId}::uuid AND g."trashedAt" IS NOT NULL
        AND i."generationId" = g."id" AND i."trashedAt" IS NULL`,
  ])
  return rowsSchema.parse(rows).length > 0
}

/**
 * Takes a generation out of the trash, with exactly the images that went with it: those that were there before stay
 * there. Of one that is not in the trash it changes nothing. Throws AppError `not_found`, `forbidden`.
 */
export async function restoreGeneration(viewer: Viewer, id: string): Promise<void> {
  const thing = await requireThing(viewer, id)
  if (!generationPolicy.restore(viewer, thing)) throw notTheirs()
  await db.$transaction([
    db.$queryRaw`
      WITH back AS (
        UPDATE "Generation" SET "trashedAt" = NULL
        WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "trashedAt" IS NOT NULL
        RETURNING *
      )
      SELECT ${notifyGeneration(sql`"teamId"`, sql`"id"`)}::text FROM back`,
    db.$executeRaw`
      UPDATE "Image" SET "trashedAt" = NULL, "trashedById" = NULL, "trashedAlong" = false
      WHERE "generationId" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "trashedAlong"`,
  ])
}
