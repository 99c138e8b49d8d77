import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { cancelQueued } from '#lib/generations/run/cancel.ts'
import { inTurns } from '#lib/jobs/in-turns.ts'
import { enqueue, removalQueue } from '#lib/jobs/queues.ts'
import { previewSizes } from '#lib/picture.ts'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'
import { teamTables } from '../schema/tables.ts'
import { nameOf } from './rows.ts'

type Transaction = Prisma.TransactionClient

/** So many rows in one transaction: in the meantime the embedded database does nothing else. */
const rowsAtOnce = 500
/** Each has several objects in the storage. */
const filesAtOnce = 50
/** A job goes on as another one, so that it never runs out of its time. */
const longestMs = 45_000

const idRows = z.array(z.object({ id: z.uuid() }))
const fileRows = z.array(z.object({ id: z.uuid(), sha256: z.string() }))

/** What is append-only lets go in such a transaction alone. */
const removing = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('atelier.deletes_a_team', 'yes', true)`
    return work(tx)
  })

/** Throws AppError `conflict` for a team that nobody deleted, and where something is still being paid. */
async function begin(teamId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      SELECT "id" FROM "Team" WHERE "id" = ${teamId}::uuid AND "removeAt" <= now() FOR UPDATE`
    if (idRows.parse(rows).length === 0) throw new AppError('conflict', 'This team is not to be removed.')
    // Asked for in the moment in which the team was deleted.
    await cancelQueued(tx, sql`"teamId" = ${teamId}::uuid`)
    if (await tx.generation.findFirst({ where: { teamId, status: 'running' }, select: { id: true } }))
      throw new AppError('conflict', 'Pictures of this team are being made right now.')
    // They refer to what comes after them.
    await tx.album.updateMany({ where: { teamId }, data: { coverImageId: null } })
    await tx.prompt.updateMany({ where: { teamId }, data: { forkedFromId: null } })
  })
}

/** The bytes first: a row that is still there says what is left to do. Another team's equal bytes are another object. */
async function removeSomeFiles(storage: Storage, teamId: string): Promise<boolean> {
  return removing(async (tx) => {
    const rows = await tx.$queryRaw`
      SELECT "id", "sha256" FROM "File" WHERE "teamId" = ${teamId}::uuid ORDER BY "id" LIMIT ${filesAtOnce} FOR UPDATE`
    const files = fileRows.parse(rows)
    for (const { sha256 } of files) {
      for (const size of previewSizes) await storage.remove(previewKey(teamId, sha256, size))
      await storage.remove(originalKey(teamId, sha256))
    }
    await tx.file.deleteMany({ where: { teamId, id: { in: files.map(({ id }) => id) } } })
    return files.length === filesAtOnce
  })
}

async function removeSomeRows(table: string, teamId: string): Promise<boolean> {
  const count = await removing(
    (tx) => tx.$executeRaw`
      DELETE FROM ${nameOf(table)} WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM ${nameOf(table)} WHERE "teamId" = ${teamId}::uuid LIMIT ${rowsAtOnce}))`,
  )
  return count === rowsAtOnce
}

/** The accounts that are there for this team's history alone: nobody could ever sign in to one. */
async function removeEmptyAccounts(tx: Transaction, userIds: readonly string[]): Promise<void> {
  await tx.user.deleteMany({
    where: {
      id: { in: [...userIds] },
      passwordHash: null,
      isAdmin: false,
      memberships: { none: {} },
      accounts: { none: {} },
      sessions: { none: {} },
    },
  })
}

async function end(teamId: string): Promise<void> {
  await removing(async (tx) => {
    const members = await tx.membership.findMany({ where: { teamId }, select: { userId: true } })
    await tx.membership.deleteMany({ where: { teamId } })
    await removeEmptyAccounts(
      tx,
      members.map(({ userId }) => userId),
    )
    await tx.auditEvent.deleteMany({ where: { teamId } })
    await tx.team.deleteMany({ where: { id: teamId } })
  })
}

/** At the very end, and together: what tells that there is something left to do. */
const lastTables = ['Membership', 'AuditEvent']

/**
 * Removes what a deleted team has, step by step: rows, originals, previews, then the team itself. It can be killed
 * anywhere, and called again. True where `until` (Unix milliseconds) came first. Throws AppError `conflict` for a team
 * that nobody deleted, and while a call of it runs; anything else when the storage or the database is away.
 */
export async function removeTeam(
  storage: Storage,
  teamId: string,
  until = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  await begin(teamId)
  for (const { name } of teamTables.toReversed()) {
    if (lastTables.includes(name)) continue
    const step = () => (name === 'File' ? removeSomeFiles(storage, teamId) : removeSomeRows(name, teamId))
    if (await inTurns(step, until)) return true
  }
  await end(teamId)
  return false
}

/** For the job. A team that is gone already is nobody's work any more. */
export async function removeInTurns(storage: Storage, teamId: string): Promise<void> {
  if (!(await db.team.findUnique({ where: { id: teamId }, select: { id: true } }))) return
  if (await removeTeam(storage, teamId, Date.now() + longestMs)) await enqueue(db, removalQueue, [{ teamId }])
}

/** Wakes the removals that a killed process left, and those of imports that never came to their end. */
export async function resumeRemovals(): Promise<void> {
  const rows = idRows.parse(await db.$queryRaw`SELECT "id" FROM "Team" WHERE "removeAt" <= now()`)
  if (rows.length > 0)
    await enqueue(
      db,
      removalQueue,
      rows.map(({ id }) => ({ teamId: id })),
    )
}
