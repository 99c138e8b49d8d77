import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { AppError } from '#lib/errors.ts'
import type { Database, Statement } from './client.ts'
import { lockFolder } from './folder-lock.ts'
import { PrismaClient } from './generated/client.ts'
import { applyMigrations } from './migrations.ts'
import { pgliteAdapter } from './pglite-adapter.ts'
import { finishRestore, takeSnapshot } from './snapshots.ts'

/** Halves what a fresh process holds (450 → 312 MB measured), at no cost in speed for one connection. */
const postgresqlconf = ['shared_buffers=32MB', 'work_mem=8MB']

/** Everything waits its turn on the one connection, so a burst must be allowed to queue. */
const transactionOptions = { maxWait: 30_000, timeout: 30_000 }

async function turn(pglite: PGlite, statements: readonly Statement[]): Promise<unknown[][]> {
  const run = async (on: Pick<PGlite, 'query'>, { text, values }: Statement) =>
    (await on.query(text, [...values])).rows
  const [only, ...more] = statements
  if (only && more.length === 0) return [await run(pglite, only)]
  return pglite.transaction(async (tx) => {
    const all: unknown[][] = []
    for (const statement of statements) all.push(await run(tx, statement))
    return all
  })
}

/**
 * Opens PostgreSQL inside this process, with its files in `<dataDir>/db`, and brings it up to date.
 * Takes the folder for this process alone (the lock dies with the process), and a snapshot before anything is touched.
 * Throws AppError `conflict` when another process has the folder.
 */
export async function openEmbedded(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true })
  const lock = lockFolder(dataDir)
  if (!lock) {
    throw new AppError(
      'conflict',
      `Another Atelier is using ${dataDir}. Stop it, or start this one with another DATA_DIR (or a DATABASE_URL).`,
    )
  }
  const folder = join(dataDir, 'db')
  try {
    await finishRestore(dataDir)
    await takeSnapshot(dataDir)
    const pglite = await PGlite.create({ dataDir: folder, postgresqlconf })
    const adapter = pgliteAdapter(pglite)
    await applyMigrations(adapter)
    const prisma = new PrismaClient({ adapter, transactionOptions })
    return {
      kind: 'embedded',
      pglite,
      prisma,
      turn: (statements) => turn(pglite, statements),
      listen: async (channel, listener) => pglite.listen(channel, (payload) => listener.onMessage(payload)),
      snapshot: () => pglite.runExclusive(() => takeSnapshot(dataDir)),
      close: async () => {
        await prisma.$disconnect()
        await pglite.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
