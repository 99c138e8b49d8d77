import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { removeInTurns, resumeRemovals } from '#lib/archive/run.ts'
import { compareAll } from '#lib/bills/run.ts'
import { findDrift } from '#lib/budgets/run.ts'
import { currentCredential, openUpstream, resealCredentials } from '#lib/credentials/run.ts'
import type { Database } from '#lib/db/client.ts'
import { forgetChanges, resumeChanges, workThrough } from '#lib/bulk/run.ts'
import { installDatabase } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { purgeExamples } from '#lib/examples/run.ts'
import { startWorker, whenFewAreRead } from '#lib/generations/run.ts'
import { drawPreviews } from '#lib/images/run.ts'
import { purgeTrash } from '#lib/images/run/trash.ts'
import { startJobs } from '#lib/jobs/boss.ts'
import { purgeUploads } from '#lib/inputs/run.ts'
import {
  billsQueue,
  bulkQueue,
  createQueues,
  previewQueue,
  purgeQueue,
  removalQueue,
  snapshotQueue,
  work,
} from '#lib/jobs/queues.ts'
import { scheduleDaily } from '#lib/jobs/schedule.ts'
import { purgePrompts } from '#lib/prompts/run.ts'
import { startRealtime } from '#lib/realtime/channel.ts'
import { openSpool } from '#lib/storage/spool.ts'
import { storage } from '#lib/storage/storage.ts'
import { upstream } from '#lib/upstream/upstream.ts'

/** Two at once: with two cores, more would only take time from the answers to people. */
const previewsAtOnce = 2
/** Answers are read first: somebody waits for each of them, and drawing takes ten times as long. But not for ever. */
const previewPatienceMs = 5_000

export interface Runtime {
  /** Takes nothing new, waits for the calls under way, and closes everything. True when nothing was cut off. */
  stop(graceMs: number): Promise<boolean>
}

/** Rows first, then the files that they leave: each can be killed, and goes on the next night. Then the books and the keys. */
async function tidyNightly(): Promise<void> {
  await purgeTrash()
  await purgePrompts()
  await purgeExamples()
  await purgeUploads(storage())
  await forgetChanges()
  await resumeChanges()
  await resumeRemovals()
  await findDrift()
  await resealCredentials()
}

/**
 * Everything that works in this process when nobody asks: the database's notifications, the job queue, the
 * generation worker. The database is the process's own from here on.
 */
export async function startRuntime(database: Database): Promise<Runtime> {
  installDatabase(database)
  const stopRealtime = await startRealtime()
  const stopJobs = await startJobs()
  await createQueues()
  const spool = openSpool(join(env.DATA_DIR, 'spool'))
  await Promise.all([storage().tidy(), spool.tidy()])
  const worker = await startWorker(
    {
      owner: uuid(),
      upstream: upstream(),
      open: openUpstream,
      keyOf: currentCredential,
      storage: storage(),
      spool,
      places: env.GENERATION_CONCURRENCY,
      placesOfTeam: env.TEAM_CONCURRENCY,
      placesOfProvider: env.PROVIDER_CONCURRENCY,
      deadlineMs: env.GENERATION_DEADLINE_MS,
      lookupMs: env.GENERATION_LOOKUP_MS,
      maxPixels: env.MAX_IMAGE_PIXELS,
    },
    database.kind === 'embedded',
  )
  await work(previewQueue, previewsAtOnce, async ({ imageId }) => {
    await whenFewAreRead(previewPatienceMs)
    await drawPreviews(storage(), imageId, env.MAX_IMAGE_PIXELS)
  })
  await work(bulkQueue, 1, ({ changeId }) => workThrough(changeId))
  await resumeChanges()
  await work(removalQueue, 1, ({ teamId }) => removeInTurns(storage(), teamId))
  await resumeRemovals()
  await work(purgeQueue, 1, tidyNightly)
  await scheduleDaily(purgeQueue)
  await work(billsQueue, 1, compareAll)
  await scheduleDaily(billsQueue)
  if (database.kind === 'embedded') {
    await work(snapshotQueue, 1, async () => void (await database.snapshot()))
    await scheduleDaily(snapshotQueue)
  }
  return {
    stop: async (graceMs) => {
      const isDone = await worker.stop(graceMs)
      await stopJobs()
      await stopRealtime()
      installDatabase(null)
      await database.close()
      return isDone
    },
  }
}
