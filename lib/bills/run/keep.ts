import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { db } from '#lib/db/client.ts'
import { toJsonb } from '#lib/db/sql.ts'
import { correctPrice } from '#lib/generations/run.ts'
import type { LoggedRequest, Upstream } from '#lib/upstream/port.ts'

/** Pictures alone: what a chat model costs is in no ledger here. */
const isOfPictures = ({ endpoint }: LoggedRequest) => endpoint === null || endpoint.includes('/images/')

const wrongRows = z.array(
  z.object({
    id: z.uuid(),
    generationId: z.uuid(),
    requestId: z.string(),
    provider: z.string().nullable(),
    micros: z.coerce.number(),
  }),
)

/**
 * Keeps what a page of the log says was billed, each call once, with the attempt that it was: made with the same key,
 * under this trace or this request id. An attempt that says another price is corrected, in the ledger, too.
 */
export async function keepBilled(
  account: string,
  upstream: Pick<Upstream, 'name' | 'environment'>,
  page: readonly LoggedRequest[],
): Promise<void> {
  const billed = page.filter(
    (entry) => entry.state === 'billed' && (entry.costMicros ?? 0) > 0 && isOfPictures(entry),
  )
  if (billed.length === 0) return
  const credentialId = account === 'server' ? null : account
  const rows = billed.map(({ id, traceId, modelId, endpoint, costMicros, at }) => ({
    rowId: uuid(),
    id,
    traceId,
    modelId,
    endpoint,
    costMicros,
    at,
  }))
  await db.$executeRaw`
    INSERT INTO "UpstreamBill" AS old ("id", "upstream", "upstreamRequestId", "credentialId", "traceId", "modelId", "endpoint",
      "environment", "costMicros", "billedAt", "attemptId", "teamId", "state")
    SELECT b."rowId", ${upstream.name}, b."id", ${credentialId}::uuid, b."traceId", b."modelId", b."endpoint",
      ${upstream.environment}::"Environment", b."costMicros", b."at", a."id", coalesce(a."teamId", k."teamId"),
      (CASE WHEN a."id" IS NULL THEN 'orphan' ELSE 'matched' END)::"BillState"
    FROM jsonb_to_recordset(${toJsonb(rows)}::jsonb)
      AS b("rowId" uuid, "id" text, "traceId" text, "modelId" text, "endpoint" text, "costMicros" bigint, "at" timestamptz)
    LEFT JOIN "Credential" k ON k."id" = ${credentialId}::uuid
    LEFT JOIN LATERAL (
      SELECT t."id", t."teamId" FROM "Attempt" t WHERE t."traceId" = b."traceId" AND t."credentialId" IS NOT DISTINCT FROM ${credentialId}::uuid
      UNION ALL
      SELECT r."id", r."teamId" FROM "Attempt" r WHERE r."upstreamRequestId" = b."id" AND r."credentialId" IS NOT DISTINCT FROM ${credentialId}::uuid
      LIMIT 1
    ) a ON true
    ON CONFLICT ("upstream", "upstreamRequestId") DO UPDATE SET
      "costMicros" = excluded."costMicros", "attemptId" = coalesce(old."attemptId", excluded."attemptId"),
      "teamId" = coalesce(old."teamId", excluded."teamId"),
      "state" = (CASE WHEN old."state" = 'orphan' AND excluded."attemptId" IS NOT NULL THEN 'matched' ELSE old."state" END)
    WHERE old."credentialId" IS NOT DISTINCT FROM excluded."credentialId" AND old."environment" = excluded."environment"`
  await correctPrices(rows.map(({ id }) => id))
}

/** What the log says of attempts that ended, where the ledger says something else. Twice billed is twice paid. */
async function correctPrices(requestIds: readonly string[]): Promise<void> {
  // Said to have failed, and billed all the same: it is lost, and can be had again.
  await db.$executeRaw`
    UPDATE "Attempt" a SET "state" = 'lost' FROM "UpstreamBill" b
    WHERE b."upstreamRequestId" = ANY(${requestIds}) AND a."id" = b."attemptId" AND a."state" = 'failed'`
  const wrong = wrongRows.parse(
    await db.$queryRaw`
      SELECT a."id", a."generationId", a."provider", min(b."upstreamRequestId") AS "requestId", sum(b."costMicros")::text AS "micros"
      FROM "Attempt" a JOIN "UpstreamBill" b ON b."attemptId" = a."id"
      WHERE a."id" IN (SELECT "attemptId" FROM "UpstreamBill" WHERE "upstreamRequestId" = ANY(${requestIds}))
        AND a."state" IN ('succeeded', 'lost')
      GROUP BY a."id" HAVING sum(b."costMicros") IS DISTINCT FROM a."costMicros"`,
  )
  for (const { id, generationId, requestId, provider, micros } of wrong)
    await correctPrice({ id, generationId }, { id: requestId, costMicros: micros, provider })
}
