import { Prisma } from './generated/client.ts'

// Pieces of SQL that more than one domain writes. Paid work is moved by single statements where it can be: one round
// trip, one snapshot, nothing half done.

export const sql = Prisma.sql
export type Sql = Prisma.Sql

/** Rings for every process: something may be waiting for a worker. Sent when the transaction commits. */
export const notifyQueue = sql`pg_notify('atelier', '{"kind":"queue"}')`

const notify = (kind: 'generation' | 'withdrawn') => (teamId: Sql, generationId: Sql) =>
  sql`pg_notify('atelier', json_build_object('kind', ${kind}::text, 'teamId', ${teamId}, 'generationId', ${generationId})::text)`

/** Tells every process that a generation changed. Takes the columns of its team's id and its own. */
export const notifyGeneration = notify('generation')

/** The same, of one that the whole team saw until now, and only some see from here on. */
export const notifyWithdrawn = notify('withdrawn')

/** First day of the current month in a team's time zone. */
export const currentPeriod = (timeZone: Sql) => sql`date_trunc('month', now() AT TIME ZONE ${timeZone})::date`

/** Gives back what is still reserved for generation `g` of the relation `from`, as one entry with the id `entryId`. */
export const releaseReservation = (entryId: string, from: Sql) => sql`
  INSERT INTO "LedgerEntry" ("id", "teamId", "generationId", "kind", "micros", "periodStart", "userId", "modelId", "environment")
  SELECT ${entryId}::uuid, g."teamId", g."id", 'release', -open.micros, g."periodStart", g."authorId", g."modelId", g."environment"
  FROM ${from} g
  CROSS JOIN LATERAL (
    SELECT coalesce(sum("micros"), 0)::bigint AS micros FROM "LedgerEntry" l
    WHERE l."generationId" = g."id" AND l."kind" IN ('reserve', 'release')
  ) open
  WHERE open.micros > 0`

/**
 * Makes the ledger say that attempt `attemptId` cost `micros`: a charge the first time, an adjustment where a charge
 * says something else, nothing where it says the same already.
 */
export const charge = (entryId: string, attemptId: string, micros: bigint, provider: string | null) => sql`
  INSERT INTO "LedgerEntry" ("id", "teamId", "generationId", "attemptId", "kind", "micros", "periodStart", "userId",
    "modelId", "provider", "environment")
  SELECT ${entryId}::uuid, g."teamId", g."id", a."id",
    (CASE WHEN said.entries = 0 THEN 'charge' ELSE 'adjust' END)::"LedgerKind", ${micros} - said.micros, g."periodStart",
    g."authorId", g."modelId", ${provider}, g."environment"
  FROM "Attempt" a JOIN "Generation" g ON g."id" = a."generationId"
  CROSS JOIN LATERAL (
    SELECT coalesce(sum("micros"), 0)::bigint AS micros, count(*) AS entries FROM "LedgerEntry" l
    WHERE l."attemptId" = a."id" AND l."kind" IN ('charge', 'adjust')
  ) said
  WHERE a."id" = ${attemptId}::uuid AND ${micros} <> said.micros`
