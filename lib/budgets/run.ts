import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'

const driftRows = z.array(
  z.object({
    what: z.enum(['month', 'reservation', 'cost']),
    /** Of the month's holder, or of the generation. */
    id: z.string(),
    /** Micro-dollars that the ledger says, and that are kept. */
    ledgerMicros: z.coerce.number(),
    keptMicros: z.coerce.number(),
  }),
)

export type Drift = z.infer<typeof driftRows>[number]

/**
 * Where what is kept says something else than the ledger: a month's sums, what an ended generation still has reserved,
 * what one cost. There is none, unless there is a bug: it is logged as an error.
 */
export async function findDrift(): Promise<Drift[]> {
  const rows = await db.$queryRaw`
    WITH sums AS (
      SELECT e."teamId", s.scope, s.id, e."environment", e."periodStart", sum(e."micros") AS micros
      FROM "LedgerEntry" e
      CROSS JOIN LATERAL (VALUES
        ('team'::"BudgetScope", e."teamId"), ('member'::"BudgetScope", e."userId"), ('token'::"BudgetScope", e."tokenId")
      ) s (scope, id)
      WHERE s.id IS NOT NULL GROUP BY 1, 2, 3, 4, 5
    ), months AS (
      SELECT 'month' AS "what", coalesce(s.id, p."scopeId")::text AS "id", coalesce(s.micros, 0)::text AS "ledgerMicros",
        coalesce(p."reservedMicros" + p."spentMicros", 0)::text AS "keptMicros"
      FROM sums s FULL JOIN "BudgetPeriod" p ON p."teamId" = s."teamId" AND p."scope" = s.scope AND p."scopeId" = s.id
        AND p."environment" = s."environment" AND p."periodStart" = s."periodStart"
      WHERE coalesce(s.micros, 0) <> coalesce(p."reservedMicros" + p."spentMicros", 0)
    ), made AS (
      SELECT g."id", g."status", coalesce(g."costMicros", 0) AS cost,
        coalesce(sum(e."micros") FILTER (WHERE e."kind" IN ('reserve', 'release')), 0) AS reserved,
        coalesce(sum(e."micros") FILTER (WHERE e."kind" IN ('charge', 'adjust')), 0) AS spent
      FROM "LedgerEntry" e JOIN "Generation" g ON g."id" = e."generationId" GROUP BY g."id"
    )
    SELECT * FROM months
    UNION ALL
    SELECT 'reservation', "id"::text, reserved::text, '0' FROM made
    WHERE reserved <> 0 AND "status" NOT IN ('queued', 'running', 'unknown')
    UNION ALL
    SELECT 'cost', "id"::text, spent::text, cost::text FROM made WHERE spent <> cost
    LIMIT 100`
  const drift = driftRows.parse(rows)
  for (const each of drift) log.error(each, 'what is kept of money is not what the ledger says')
  return drift
}
