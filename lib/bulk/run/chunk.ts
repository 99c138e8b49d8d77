import { z } from 'zod'
import { memberOf } from '#lib/auth/proof.ts'
import { notifyImages, sql, toJsonb } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { jsonSchema } from '#lib/models/schema/values.ts'
import { bulkPolicy } from '../policy.ts'
import type { StoredChange } from '../schema.ts'
import { storedChangeSchema } from '../schema.ts'
import type { Changed, Transaction } from './apply.ts'
import { apply } from './apply.ts'
import { takeBack } from './take-back.ts'

/** So many images are changed in one transaction: few, for the embedded database does nothing else meanwhile. */
export const chunkSize = 200

const changeRows = z.array(
  z.object({
    teamId: z.uuid(),
    userId: z.uuid(),
    change: storedChangeSchema,
    total: z.number(),
    done: z.number(),
  }),
)

const imageRows = z.array(
  z.object({ id: z.uuid(), before: jsonSchema.nullable().transform((value) => value ?? null) }),
)

const subjectOf = (change: StoredChange) => (change.kind === 'undo' ? change.change : change)

const movesImages = (change: StoredChange) => ['trash', 'restore', 'purge'].includes(subjectOf(change).kind)

/**
 * Works through the next images of a change, as its member is allowed to now, and writes down how far it came, all in
 * the caller's transaction: however often it is called, and wherever it is killed, each image has its turn once. True
 * while there are more. Throws AppError where the change is no longer theirs to make.
 */
export async function workChunk(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw`
    SELECT "teamId", "userId", "change", "total", "done" FROM "BulkChange"
    WHERE "id" = ${id}::uuid AND "state" = 'running' FOR UPDATE`
  const [row] = changeRows.parse(rows)
  if (!row) return false
  const { teamId, userId, change, total, done } = row
  const viewer = await memberOf(tx, teamId, userId)
  if (!viewer || !bulkPolicy.ask(viewer, subjectOf(change).kind))
    throw new AppError('forbidden', 'Guests can look, but not change images.')
  const images = imageRows.parse(
    await tx.$queryRaw`
      SELECT "imageId" AS "id", "before" FROM "BulkChangeImage"
      WHERE "changeId" = ${id}::uuid AND "position" >= ${done} AND "position" < ${done + chunkSize} ORDER BY "position"`,
  )
  if (change.kind === 'undo') await takeBack({ viewer, tx, rows: images }, change.change)
  else if (change.kind === 'deleteTag' || change.kind === 'mergeTags')
    throw new Error('A tag is changed on all images in one step.')
  else {
    const ids = images.map((image) => image.id)
    await note(tx, { id, done, changed: await apply(viewer, tx, change, ids) })
  }
  const next = Math.min(total, done + chunkSize)
  const isDone = next >= total
  await tx.$executeRaw`
    UPDATE "BulkChange" SET "done" = ${next}, "state" = ${isDone ? 'done' : 'running'}::"BulkState",
      "finishedAt" = CASE WHEN ${isDone} THEN now() END
    WHERE "id" = ${id}::uuid`
  if (movesImages(change)) await tx.$queryRaw`SELECT ${notifyImages(sql`${teamId}::uuid`)}::text`
  return !isDone
}

async function note(
  tx: Transaction,
  { id, done, changed }: { id: string; done: number; changed: readonly Changed[] },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "BulkChangeImage" b SET "isChanged" = true, "before" = r."before"
    FROM jsonb_to_recordset(${toJsonb(changed)}::jsonb) AS r("id" uuid, "before" jsonb)
    WHERE b."changeId" = ${id}::uuid AND b."position" >= ${done} AND b."position" < ${done + chunkSize}
      AND b."imageId" = r."id"`
}
