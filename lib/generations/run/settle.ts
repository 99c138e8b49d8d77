import { database, db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import type { Attempt } from './attempt.ts'
import { ending } from './ending.ts'
import type { Locked } from './locked.ts'
import { isUsual, lock, usually } from './locked.ts'
import type { Outcome } from './outcome.ts'
import { asFarAsKnown } from './outcome.ts'
import { afterPublishing, previewJobs } from './publish.ts'

/**
 * From which states an attempt may come to which end. Pictures are welcome late: an answer that turns up after its
 * attempt was given up is paid for, so it is kept.
 */
const allowedFrom: Record<Outcome['kind'], Locked['state'][]> = {
  images: ['sending', 'unknown', 'lost'],
  refused: ['sending', 'unknown'],
  failed: ['sending', 'unknown'],
  unknown: ['sending'],
  lost: ['sending', 'unknown'],
  abandoned: ['claimed'],
}

/**
 * Ends an attempt, in one transaction: its pictures, its cost in the ledger, the reservation's rest, what the
 * generation is now, and the news. False when it had ended already, in whatever way: nothing is published or
 * charged twice. Throws when the database is away, or a file's row is gone meanwhile; then it can be called again.
 */
export async function settle(attempt: Attempt, told: Outcome): Promise<boolean> {
  const outcome = asFarAsKnown(told, attempt.upstream)
  return (await settleUsual(attempt, outcome)) || settleAny(attempt, outcome)
}

/**
 * In one turn, where the attempt stands as nearly all do. False where it does not: then nothing is written but jobs for
 * pictures that are not there, which do nothing.
 */
async function settleUsual(attempt: Attempt, outcome: Outcome): Promise<boolean> {
  const isUnusual = attempt.hasAlbum || attempt.number > 1
  if (isUnusual || !allowedFrom[outcome.kind].includes(usually.state)) return false
  const { statement, images } = ending(attempt, outcome, usually, isUsual)
  const [ended = []] = await database().turn([statement, ...(await previewJobs(images))])
  return ended.length > 0
}

/** However it stands: what it comes to follows from that. */
async function settleAny(attempt: Attempt, outcome: Outcome): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const locked = await lock(tx, attempt)
    if (!allowedFrom[outcome.kind].includes(locked.state)) return false
    const { statement, images } = ending(attempt, outcome, locked, sql`true`)
    const ended: unknown[] = await tx.$queryRaw(statement)
    if (ended.length === 0) throw new Error('A file was purged while its picture was being stored.')
    await afterPublishing(tx, attempt, images, locked)
    return true
  })
}
