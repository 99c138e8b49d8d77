import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { accountOf, upstreamEnvironment, viewerUpstream } from '#lib/models/data.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import { billPolicy } from '../policy.ts'
import type { Bill, Reconciliation } from '../schema.ts'
import { reconciliationSchema } from '../schema.ts'

const days = 30
const mostOpen = 100

export function requireManager(viewer: Viewer): void {
  if (!billPolicy.manage(viewer))
    throw new AppError('forbidden', 'Only admins compare the bill with what is here.')
}

/** Bill `b` is the team's; or the server's own, which its admin sees to. */
export const isTheirs = (viewer: Viewer): Sql => {
  const ofServer = billPolicy.manageServer(viewer)
    ? sql`OR (b."teamId" IS NULL AND b."credentialId" IS NULL)`
    : sql``
  return sql`(b."teamId" = ${viewer.teamId}::uuid ${ofServer})`
}

const openRows = z.array(
  z.object({
    id: z.uuid(),
    requestId: z.string(),
    at: z.date(),
    modelId: z.string().nullable(),
    micros: z.coerce.number(),
    state: z.enum(['matched', 'orphan']),
    author: z.string().nullable(),
    askedAt: z.date().nullable(),
  }),
)

const isOpen = sql`(b."state" = 'orphan' OR (b."state" = 'matched' AND a."state" = 'lost'))`

async function listOpen(viewer: Viewer): Promise<Bill[]> {
  const rows = openRows.parse(
    await db.$queryRaw`
      SELECT b."id", b."upstreamRequestId" AS "requestId", b."billedAt" AS "at", coalesce(g."modelId", b."modelId") AS "modelId",
        b."costMicros"::text AS "micros", b."state"::text AS "state", u."name" AS "author", b."askedAt"
      FROM "UpstreamBill" b LEFT JOIN "Attempt" a ON a."id" = b."attemptId"
      LEFT JOIN "Generation" g ON g."id" = a."generationId" LEFT JOIN "User" u ON u."id" = g."authorId"
      WHERE ${isTheirs(viewer)} AND b."environment" = ${upstreamEnvironment(viewer)}::"Environment" AND ${isOpen}
      ORDER BY b."billedAt" DESC LIMIT ${mostOpen}`,
  )
  return rows.map(({ state, at, askedAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    askedAt: askedAt?.toISOString() ?? null,
    kind: state === 'orphan' ? 'not from here' : 'without pictures',
  }))
}

const sumRows = z.tuple([
  z.object({ calls: z.coerce.number(), billedMicros: z.coerce.number(), ledgerMicros: z.coerce.number() }),
])

/** The ledger of just those attempts that the log has: of the others it cannot speak. */
async function sumMatched(viewer: Viewer) {
  const rows = await db.$queryRaw`
    WITH billed AS (
      SELECT b."attemptId", sum(b."costMicros") AS "micros", count(*) AS "calls" FROM "UpstreamBill" b
      WHERE b."teamId" = ${viewer.teamId}::uuid AND b."attemptId" IS NOT NULL
        AND b."environment" = ${upstreamEnvironment(viewer)}::"Environment"
        AND b."billedAt" > now() - ${days} * interval '1 day'
      GROUP BY 1
    ), known AS (
      SELECT sum(l."micros") AS "micros" FROM "LedgerEntry" l JOIN billed USING ("attemptId") WHERE l."kind" IN ('charge', 'adjust')
    )
    SELECT coalesce(sum("calls"), 0)::text AS "calls", coalesce(sum("micros"), 0)::text AS "billedMicros",
      coalesce((SELECT "micros" FROM known), 0)::text AS "ledgerMicros" FROM billed`
  return sumRows.parse(rows)[0]
}

async function canRecover(viewer: Viewer): Promise<boolean> {
  try {
    return (await viewerUpstream(viewer)).canReplay
  } catch (error) {
    if (error instanceof UpstreamError) return false
    throw error
  }
}

/**
 * How the API's bill compares with what is here: what it says of the team's calls and what the ledger says, and what
 * was billed and is missing. For the server's admin with what was billed to the server's key, and is no team's.
 * Throws AppError `forbidden`.
 */
export async function getReconciliation(viewer: Viewer): Promise<Reconciliation> {
  requireManager(viewer)
  const environment = upstreamEnvironment(viewer)
  const account = accountOf(viewer)
  const [check, sums, open, isRecoverable] = await Promise.all([
    db.billCheck.findUnique({ where: { account_environment: { account, environment } } }),
    sumMatched(viewer),
    listOpen(viewer),
    canRecover(viewer),
  ])
  return reconciliationSchema.parse({
    account: account === 'server' ? 'server' : 'own',
    environment,
    checkedAt: check?.checkedAt.toISOString() ?? null,
    problem: check?.problem ?? null,
    canRecover: isRecoverable,
    days,
    ...sums,
    open,
  })
}
