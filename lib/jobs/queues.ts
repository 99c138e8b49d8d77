import { fromPrisma } from 'pg-boss'
import type { QueueOptions } from 'pg-boss'
import { z } from 'zod'
import type { Statement } from '#lib/db/client.ts'
import { plannedOnce } from '#lib/db/sql.ts'
import { boss } from './boss.ts'

interface Queue<T> {
  name: string
  data: z.ZodType<T>
  options: QueueOptions & { notify: boolean }
  /** Short jobs that come in numbers: two are taken at a time, and the next at once while there are two. */
  comesInNumbers?: boolean
}

/** Draws previews and thumbhash of one image. */
export const previewQueue: Queue<{ imageId: string }> = {
  name: 'previews',
  data: z.object({ imageId: z.uuid() }),
  options: { retryLimit: 3, retryDelay: 2, retryBackoff: true, expireInSeconds: 60, notify: true },
  comesInNumbers: true,
}

/** Copies the embedded database, once a day. */
export const snapshotQueue: Queue<object> = {
  name: 'daily-snapshot',
  data: z.object({}),
  options: { retryLimit: 1, expireInSeconds: 600, notify: false },
}

/** Empties the trash of what has lain there long, and lets go of what nobody uses, once a day. */
export const purgeQueue: Queue<object> = {
  name: 'daily-purge',
  data: z.object({}),
  options: { retryLimit: 1, expireInSeconds: 600, notify: false },
}

/** Changes many images, chunk by chunk. What a killed process left is taken up at the next start, and here. */
export const bulkQueue: Queue<{ changeId: string }> = {
  name: 'bulk-changes',
  data: z.object({ changeId: z.uuid() }),
  options: { retryLimit: 5, retryDelay: 2, retryBackoff: true, expireInSeconds: 60, notify: true },
}

/** Removes what a deleted team had, step by step. What a killed process left is taken up at the next start, and here. */
export const removalQueue: Queue<{ teamId: string }> = {
  name: 'team-removals',
  data: z.object({ teamId: z.uuid() }),
  options: { retryLimit: 5, retryDelay: 10, retryBackoff: true, expireInSeconds: 120, notify: true },
}

/** Compares the request logs of all accounts with what is here, once a day. */
export const billsQueue: Queue<object> = {
  name: 'daily-bills',
  data: z.object({}),
  options: { retryLimit: 1, expireInSeconds: 3_600, notify: false },
}

const queues = [previewQueue, snapshotQueue, purgeQueue, bulkQueue, removalQueue, billsQueue]

/** Makes the queues. Called once at start, before anything is sent or worked. */
export async function createQueues(): Promise<void> {
  for (const { name, options } of queues) await boss().createQueue(name, options)
}

/** Works a queue in this process, `concurrency` jobs at once. A job that throws is tried again. */
export async function work<T>(
  queue: Queue<T>,
  concurrency: number,
  handle: (data: T) => Promise<void>,
): Promise<void> {
  // One at a time, a worker looks for the next only when it is told of a new one, or after seconds.
  const batches = queue.comesInNumbers ? { batchSize: 2, burstWhenBatchFull: true } : {}
  await boss().work(queue.name, { localConcurrency: concurrency, ...batches }, async (jobs) => {
    for (const job of jobs) await handle(queue.data.parse(job.data))
  })
}

/** Jobs that exist once the transaction has committed, and not before. */
export async function enqueue<T extends object>(
  tx: Parameters<typeof fromPrisma>[0],
  queue: Queue<T>,
  items: readonly T[],
): Promise<void> {
  const jobs = items.map((data) => ({ data }))
  await boss().insert(queue.name, jobs, { db: fromPrisma(tx) })
}

/** The statements of `enqueue`, for a turn in which their reason is written, too. */
export async function jobsOf<T extends object>(queue: Queue<T>, items: readonly T[]): Promise<Statement[]> {
  const statements: Statement[] = []
  const written = async (text: string, values: unknown[] = []) => {
    statements.push({ text: `${plannedOnce.text}${text}`, values })
    return { rows: [] }
  }
  const jobs = items.map((data) => ({ data }))
  await boss().insert(queue.name, jobs, { db: { executeSql: written } })
  return statements
}
