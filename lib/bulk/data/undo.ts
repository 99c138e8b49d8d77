import 'server-only'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Transaction } from '../run/apply.ts'
import type { BulkChange, DoneChange } from '../schema.ts'
import { storedChangeSchema } from '../schema.ts'
import { getChange } from './list.ts'
import { begin, longEnough } from './start.ts'

const rowsSchema = z.array(
  z.object({ change: storedChangeSchema, state: z.enum(['running', 'done', 'failed', 'undone']) }),
)

const idRow = z.array(z.object({ id: z.uuid() }))

/** Throws AppError `not_found` for what is not the viewer's own; `invalid` for what cannot be taken back. */
async function lock(viewer: Viewer, tx: Transaction, id: string) {
  const rows = await tx.$queryRaw`
    SELECT "change", "state" FROM "BulkChange"
    WHERE "id" = ${id}::uuid AND "teamId" = ${viewer.teamId}::uuid AND "userId" = ${viewer.userId}::uuid FOR UPDATE`
  const [row] = rowsSchema.parse(rows)
  if (!row) throw new AppError('not_found', 'This can no longer be undone.')
  const { change, state } = row
  if (change.kind === 'undo' || change.kind === 'purge')
    throw new AppError('invalid', 'This cannot be undone.')
  return { change, isUndone: state === 'undone' }
}

async function existingUndo(tx: Transaction, id: string): Promise<string> {
  const rows = await tx.$queryRaw`SELECT "id" FROM "BulkChange" WHERE "change"->>'of' = ${id}`
  const [undo] = idRow.parse(rows)
  if (!undo) throw new AppError('not_found', 'This can no longer be undone.')
  return undo.id
}

/** In the opposite order: what was done first is taken back last. */
async function beginUndo(viewer: Viewer, tx: Transaction, of: string, change: DoneChange): Promise<string> {
  const id = uuid()
  const { teamId, userId } = viewer
  const total = await tx.bulkChangeImage.count({ where: { changeId: of, isChanged: true } })
  const data = { id, teamId, userId, change: { kind: 'undo', of, change }, total }
  await tx.bulkChange.create({ data, select: { id: true } })
  await tx.$executeRaw`
    INSERT INTO "BulkChangeImage" ("changeId", "position", "imageId", "teamId", "isChanged", "before")
    SELECT ${id}::uuid, row_number() OVER (ORDER BY "position" DESC) - 1, "imageId", "teamId", true, "before"
    FROM "BulkChangeImage" WHERE "changeId" = ${of}::uuid AND "isChanged"`
  await begin(viewer, tx, id, total)
  return id
}

/**
 * Takes back a change of the viewer's own, also one that is under way, which then stops: what it changed becomes what
 * it was before, and nothing else. Up to 200 when it returns; more, in the background. Asked twice it is done once.
 * Returns the taking back as a change. Throws AppError `forbidden` where they have become a guest, `not_found` after a week, `invalid` for what was
 * deleted for good.
 */
export async function takeChangeBack(viewer: Viewer, id: string): Promise<BulkChange> {
  const undo = await db.$transaction(async (tx) => {
    const { change, isUndone } = await lock(viewer, tx, id)
    if (isUndone) return existingUndo(tx, id)
    await tx.bulkChange.update({
      where: { id },
      data: { state: 'undone', finishedAt: new Date() },
      select: { id: true },
    })
    return beginUndo(viewer, tx, id, change)
  }, longEnough)
  return getChange(viewer, undo)
}
