import 'server-only'
import { z } from 'zod'
import { writeAudit } from '#lib/audit/run.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { accountOf, viewerUpstream } from '#lib/models/data.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import { compareBills } from '../run.ts'
import { isTheirs, requireManager } from './read.ts'

const keyMissing = 'The team’s own key cannot be read any more. Set it again in the settings.'

/** Compares the log of the account that pays for the team now. Throws AppError `forbidden`, `unavailable`. */
export async function compareNow(viewer: Viewer): Promise<void> {
  requireManager(viewer)
  try {
    await compareBills(accountOf(viewer))
  } catch (error) {
    if (error instanceof UpstreamError) throw new AppError('unavailable', keyMissing, { cause: error })
    throw error
  }
}

const billRows = z.array(
  z.object({
    id: z.uuid(),
    teamId: z.uuid().nullable(),
    attemptId: z.uuid().nullable(),
    requestId: z.string(),
    micros: z.coerce.number(),
    state: z.enum(['matched', 'orphan', 'recovered', 'written_off']),
    isLost: z.boolean(),
  }),
)

type Row = z.infer<typeof billRows>[number]

/** The bill, locked. Throws AppError `not_found`, also for another team's. */
async function lockBill(tx: Prisma.TransactionClient, viewer: Viewer, id: string): Promise<Row> {
  const rows = await tx.$queryRaw`
    SELECT b."id", b."teamId", b."attemptId", b."upstreamRequestId" AS "requestId", b."costMicros"::text AS "micros",
      b."state"::text AS "state", coalesce(a."state" = 'lost', false) AS "isLost"
    FROM "UpstreamBill" b LEFT JOIN "Attempt" a ON a."id" = b."attemptId"
    WHERE b."id" = ${id}::uuid AND ${isTheirs(viewer)} FOR UPDATE OF b`
  const [row] = billRows.parse(rows)
  if (!row) throw new AppError('not_found', 'There is no such call on the bill any more.')
  return row
}

const noted = (
  viewer: Viewer,
  { teamId, requestId, micros }: Row,
  action: 'bill.recover' | 'bill.write_off',
) => ({
  teamId: teamId ?? viewer.teamId,
  actorId: viewer.userId,
  action,
  subject: `bill:${requestId}`,
  detail: { micros },
})

/**
 * Has the worker ask the API again for the pictures of a call that was billed and lost. It never pays anew. Whether they
 * come shows at the generation. Throws AppError `forbidden`, `not_found`, `conflict` where there is nothing to be had.
 */
export async function recoverBill(viewer: Viewer, id: string): Promise<void> {
  requireManager(viewer)
  const { canReplay } = await viewerUpstream(viewer)
  await db.$transaction(async (tx) => {
    const bill = await lockBill(tx, viewer, id)
    if (!bill.isLost || bill.attemptId === null)
      throw new AppError('conflict', 'Its pictures are here already. Look again.')
    if (!canReplay)
      throw new AppError(
        'conflict',
        'The API does not keep answers for this server, so that they cannot be had again.',
      )
    await tx.$executeRaw`UPDATE "Attempt" SET "lookupAt" = now(), "lookups" = 0 WHERE "id" = ${bill.attemptId}::uuid`
    await tx.upstreamBill.update({ where: { id }, data: { askedAt: new Date() }, select: { id: true } })
    await writeAudit(tx, noted(viewer, bill, 'bill.recover'))
  })
}

/** Notes that nothing is to be had of it any more. What it cost stays. Throws AppError `forbidden`, `not_found`. */
export async function writeOffBill(viewer: Viewer, id: string): Promise<void> {
  requireManager(viewer)
  await db.$transaction(async (tx) => {
    const bill = await lockBill(tx, viewer, id)
    if (bill.state === 'written_off' || bill.state === 'recovered') return
    const written: unknown[] = await tx.$queryRaw(
      sql`UPDATE "UpstreamBill" SET "state" = 'written_off' WHERE "id" = ${id}::uuid RETURNING "id"`,
    )
    if (written.length > 0) await writeAudit(tx, noted(viewer, bill, 'bill.write_off'))
  })
}
