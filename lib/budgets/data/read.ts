import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { currentPeriod, sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'
import { budgetPolicy } from '../policy.ts'
import type { BudgetLine, Budgets, BudgetScope, Limit, Room } from '../schema.ts'
import { budgetsSchema, roomSchema } from '../schema.ts'

const rowsSchema = z.array(
  z.object({
    scope: z.enum(['team', 'member', 'token']),
    id: z.string(),
    name: z.string(),
    limitMicros: z.coerce.number().nullable(),
    warnMicros: z.coerce.number().nullable(),
    isHard: z.boolean().nullable(),
    spentMicros: z.coerce.number(),
    reservedMicros: z.coerce.number(),
  }),
)

type Row = z.infer<typeof rowsSchema>[number]

const limitOf = ({ limitMicros, warnMicros, isHard }: Row): Limit | null =>
  limitMicros === null ? null : { limitMicros, warnMicros, isHard: isHard ?? true }

const toLine = (row: Row): BudgetLine => ({
  scope: row.scope,
  id: row.scope === 'team' ? null : row.id,
  name: row.name,
  limit: limitOf(row),
  used: { spentMicros: row.spentMicros, reservedMicros: row.reservedMicros },
})

/** First day of the team's month. */
async function periodOf(viewer: Viewer): Promise<string> {
  const rows = await db.$queryRaw`
    SELECT ${currentPeriod(sql`"timeZone"`)}::text AS "day" FROM "Team" WHERE "id" = ${viewer.teamId}::uuid`
  return z.tuple([z.object({ day: z.iso.date() })]).parse(rows)[0].day
}

/**
 * What is set, and what of this month is used: by the team, by each member, by each token that is still good. Throws
 * AppError `forbidden`.
 */
export async function listBudgets(viewer: Viewer): Promise<Budgets> {
  if (!budgetPolicy.change(viewer)) throw new AppError('forbidden', 'Only admins see and set budgets.')
  const { teamId } = viewer
  const [periodStart, environment] = [await periodOf(viewer), upstreamEnvironment(viewer)]
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      WITH holders AS (
        SELECT 'team'::"BudgetScope" AS "scope", t."id", t."name" FROM "Team" t WHERE t."id" = ${teamId}::uuid
        UNION ALL
        SELECT 'member', u."id", u."name" FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
        WHERE m."teamId" = ${teamId}::uuid AND m."leftAt" IS NULL
        UNION ALL
        SELECT 'token', k."id", k."name" FROM "Token" k
        WHERE k."teamId" = ${teamId}::uuid AND k."revokedAt" IS NULL
      )
      SELECT h."scope"::text AS "scope", h."id"::text AS "id", h."name", b."limitMicros"::text AS "limitMicros",
        b."warnMicros"::text AS "warnMicros", b."isHard", coalesce(p."spentMicros", 0)::text AS "spentMicros",
        coalesce(p."reservedMicros", 0)::text AS "reservedMicros"
      FROM holders h
      LEFT JOIN "Budget" b ON b."teamId" = ${teamId}::uuid AND b."scope" = h."scope" AND b."scopeId" = h."id"
      LEFT JOIN "BudgetPeriod" p ON p."teamId" = ${teamId}::uuid AND p."scope" = h."scope" AND p."scopeId" = h."id"
        AND p."environment" = ${environment}::"Environment" AND p."periodStart" = ${periodStart}::date
      ORDER BY h."scope", lower(h."name"), h."id"`,
  )
  const of = (scope: BudgetScope) => rows.filter((row) => row.scope === scope).map(toLine)
  const everyMember = await db.budget.findFirst({
    where: { teamId, scope: 'member', scopeId: teamId },
    select: { limitMicros: true, warnMicros: true, isHard: true },
  })
  return budgetsSchema.parse({
    periodStart,
    environment,
    team: of('team')[0],
    everyMember: everyMember && {
      limitMicros: Number(everyMember.limitMicros),
      warnMicros: everyMember.warnMicros === null ? null : Number(everyMember.warnMicros),
      isHard: everyMember.isHard,
    },
    members: of('member'),
    tokens: of('token'),
  })
}

const roomRows = z.array(
  z.object({
    scope: z.enum(['team', 'member', 'token']),
    periodStart: z.iso.date(),
    limitMicros: z.coerce.number(),
    warnMicros: z.coerce.number().nullable(),
    isHard: z.boolean(),
    usedMicros: z.coerce.number(),
  }),
)

/** What the viewer may still spend this month: of all budgets that hold for them the one with the least left. */
export async function getRoom(viewer: Viewer): Promise<Room> {
  const { teamId, userId } = viewer
  const environment = upstreamEnvironment(viewer)
  const rows = roomRows.parse(
    await db.$queryRaw`
      WITH held AS (
        SELECT b.*, CASE b."scope" WHEN 'team' THEN ${teamId}::uuid ELSE ${userId}::uuid END AS "holder",
          row_number() OVER (PARTITION BY b."scope" ORDER BY b."scopeId" = ${userId}::uuid DESC) AS n
        FROM "Budget" b WHERE b."teamId" = ${teamId}::uuid
          AND (b."scope" = 'team' OR (b."scope" = 'member' AND b."scopeId" IN (${userId}::uuid, ${teamId}::uuid)))
      )
      SELECT h."scope"::text AS "scope", ${currentPeriod(sql`t."timeZone"`)}::text AS "periodStart",
        h."limitMicros"::text AS "limitMicros", h."warnMicros"::text AS "warnMicros", h."isHard",
        coalesce(p."spentMicros" + p."reservedMicros", 0)::text AS "usedMicros"
      FROM held h JOIN "Team" t ON t."id" = h."teamId"
      LEFT JOIN "BudgetPeriod" p ON p."teamId" = h."teamId" AND p."scope" = h."scope" AND p."scopeId" = h."holder"
        AND p."environment" = ${environment}::"Environment" AND p."periodStart" = ${currentPeriod(sql`t."timeZone"`)}
      WHERE h.n = 1`,
  )
  const left = (row: (typeof rows)[number]) => Math.max(0, row.limitMicros - row.usedMicros)
  const [tightest] = rows.toSorted((a, b) => left(a) - left(b))
  if (!tightest) return null
  const { warnMicros, usedMicros, ...row } = tightest
  const isLow = usedMicros >= row.limitMicros || (warnMicros !== null && usedMicros >= warnMicros)
  return roomSchema.parse({ ...row, leftMicros: left(tightest), isLow })
}
