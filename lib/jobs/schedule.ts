import { boss } from './boss.ts'

/** Makes a job of the queue every night at 03:17 UTC, once for all processes. */
export async function scheduleDaily(queue: { name: string }): Promise<void> {
  await boss().schedule(queue.name, '17 3 * * *', {}, { tz: 'UTC' })
}
