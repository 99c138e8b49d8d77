import { fromPglite, PgBoss } from 'pg-boss'
import { database } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'
import { processWide } from '#lib/process-wide.ts'

const holder = processWide('jobs', () => ({ boss: null as PgBoss | null }))

/** The job queue over the open database. Throws before `startJobs`. */
export function boss(): PgBoss {
  if (!holder.boss) throw new Error('The job queue is not running.')
  return holder.boss
}

/** Opens the job queue in the same database; the returned function lets running jobs end, and closes it. */
export async function startJobs(): Promise<() => Promise<void>> {
  const connection = database()
  const common = { useListenNotify: true, monitorVacuum: false } as const
  const next =
    connection.kind === 'embedded'
      ? new PgBoss({ db: fromPglite(connection.pglite), backend: 'pglite', ...common })
      : new PgBoss({ connectionString: connection.url, max: 4, ...common })
  next.on('error', (error) => log.error({ err: error }, 'the job queue had an error'))
  next.on('warning', (warning) => log.warn({ warning }, 'the job queue warns'))
  await next.start()
  holder.boss = next
  return async () => {
    holder.boss = null
    await next.stop({ graceful: true, timeout: 10_000 })
  }
}
