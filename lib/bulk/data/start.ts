import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { selectedIds } from '#lib/images/data.ts'
import type { Selection } from '#lib/images/schema.ts'
import { bulkQueue, enqueue } from '#lib/jobs/queues.ts'
import { bulkPolicy } from '../policy.ts'
import type { Transaction } from '../run/apply.ts'
import { chunkSize, workChunk } from '../run/chunk.ts'
import type { BulkChange, Change } from '../schema.ts'
import { maxChanged } from '../schema.ts'
import { getChange } from './list.ts'

interface Asked {
  id: string
  selection: Selection
  change: Change
}

async function idsOf(viewer: Viewer, selection: Selection): Promise<string[]> {
  const ids: string[] = []
  for await (const page of selectedIds(viewer, selection)) {
    ids.push(...page)
    if (ids.length > maxChanged)
      throw new AppError('invalid', `Change at most ${maxChanged.toLocaleString('en-US')} images at once.`)
  }
  return ids
}

/** Few are done within the request, as they come; more by a job. */
export async function begin(_viewer: Viewer, tx: Transaction, id: string, total: number): Promise<void> {
  if (total <= chunkSize) await workChunk(tx, id)
  else await enqueue(tx, bulkQueue, [{ changeId: id }])
}

/**
 * Changes many images: which they are is written down now, so that what comes later is not touched. Up to 200 are
 * changed when it returns; more, in the background. Asked twice with the same id it is one change. What is not the
 * viewer's to change is left as it is. Throws AppError `forbidden` for a guest, `not_found` for an album that is gone,
 * `invalid` for too many, `conflict` where the id was used for something else.
 */
export async function startChange(viewer: Viewer, { id, selection, change }: Asked): Promise<BulkChange> {
  if (!bulkPolicy.ask(viewer, change.kind))
    throw new AppError('forbidden', 'Guests can look, but not change images.')
  const ids = await idsOf(viewer, selection)
  const { teamId, userId } = viewer
  try {
    await db.$transaction(async (tx) => {
      const data = { id, teamId, userId, change, total: ids.length }
      await tx.bulkChange.create({ data, select: { id: true } })
      await tx.$executeRaw`
        INSERT INTO "BulkChangeImage" ("changeId", "position", "imageId", "teamId")
        SELECT ${id}::uuid, given.at - 1, given.id, ${teamId}::uuid
        FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given(id, at)`
      if (change.kind === 'purge' && ids.length > 0)
        await writeAudit(tx, {
          teamId,
          actorId: userId,
          action: 'trash.purge',
          subject: `team:${teamId}`,
          detail: { change: id, images: ids.length },
        })
      await begin(viewer, tx, id, ids.length)
    }, longEnough)
  } catch (error) {
    if (!isTaken(error)) throw error
    const same = await db.bulkChange.findFirst({ where: { id, teamId, userId }, select: { id: true } })
    if (!same)
      throw new AppError('conflict', 'This change was just made elsewhere. Reload the page and try again.')
  }
  return getChange(viewer, id)
}

/** Writing down which of very many images are meant takes longer than a transaction usually may. */
export const longEnough = { timeout: 60_000 }
