import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { isAppError } from '#lib/errors.ts'
import { inTurns } from '#lib/jobs/in-turns.ts'
import { bulkQueue, enqueue } from '#lib/jobs/queues.ts'
import { log } from '#lib/log.ts'
import { workChunk } from './chunk.ts'

/** A job ends within the time that it may take before it is thought dead; what is left goes on in another. */
const turnMs = 10_000

const idsSchema = z.array(z.object({ id: z.uuid() }))

/**
 * Works on a change, chunk by chunk, and leaves the rest to another job after a while. What its member may no longer do
 * ends it as failed, with what was done until then. Throws when the database is away; then it can be called again.
 */
export async function workThrough(changeId: string): Promise<void> {
  const hasMore = await inTurns(() => nextChunk(changeId), Date.now() + turnMs)
  if (hasMore) await wake([changeId])
}

async function nextChunk(changeId: string): Promise<boolean> {
  try {
    return await db.$transaction((tx) => workChunk(tx, changeId))
  } catch (error) {
    if (!isAppError(error)) throw error
    log.info({ changeId, reason: error.message }, 'a change of many images stopped on its way')
    await db.$executeRaw`
      UPDATE "BulkChange" SET "state" = 'failed', "finishedAt" = now()
      WHERE "id" = ${changeId}::uuid AND "state" = 'running'`
    return false
  }
}

const wake = (ids: readonly string[]) =>
  db.$transaction((tx) =>
    enqueue(
      tx,
      bulkQueue,
      ids.map((changeId) => ({ changeId })),
    ),
  )

/** Wakes what was under way when a process ended. One change in two jobs is worked once: each waits for the other. */
export async function resumeChanges(): Promise<void> {
  const rows = await db.$queryRaw`SELECT "id" FROM "BulkChange" WHERE "state" = 'running'`
  const ids = idsSchema.parse(rows).map(({ id }) => id)
  if (ids.length > 0) await wake(ids)
}

/** Forgets what was done a week ago: it can no longer be taken back. */
export async function forgetChanges(): Promise<void> {
  await db.$executeRaw`
    DELETE FROM "BulkChange" WHERE "createdAt" < now() - interval '7 days' AND "state" <> 'running'`
}
