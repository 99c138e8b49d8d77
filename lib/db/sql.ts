import { Prisma } from './generated/client.ts'

// Pieces of SQL that more than one domain writes. Paid work is moved by single statements where it can be: one round
// trip, one snapshot, nothing half done.

export const sql = Prisma.sql
export type Sql = Prisma.Sql

/**
 * Begins a statement that is run for every picture: PostgreSQL then plans it once for each connection, which is most of
 * what it costs. Not for one whose plan depends on its values, nor for one of many texts.
 */
export const plannedOnce = sql`/* planned once */`
export const isPlannedOnce = (text: string) => /^\s*\/\* planned once \*\//.test(text)

/** Rings for every process: something may be waiting for a worker. Sent when the transaction commits. */
export const notifyQueue = sql`pg_notify('atelier', '{"kind":"queue"}')`

const none = sql`NULL::uuid`

const notify =
  (kind: 'generation' | 'withdrawn', isOpen = false) =>
  (teamId: Sql, generationId: Sql, batchId = none) =>
    sql`pg_notify('atelier', json_build_object('kind', ${kind}::text, 'teamId', ${teamId}, 'generationId', ${generationId},
      'batchId', ${batchId}, 'isOpen', ${isOpen}::boolean)::text)`

/**
 * Tells every process that a generation changed. Takes the columns of its team's id and its own, and of its batch's
 * where that changed with it.
 */
export const notifyGeneration = notify('generation')

/** The same, of one that has not ended: whoever waits for its end need not look. */
export const notifyOpen = notify('generation', true)

/** The same, of one that the whole team saw until now, and only some see from here on. */
export const notifyWithdrawn = notify('withdrawn')

/** Tells every process that many generations of a batch changed in one step: they are not told one by one. */
export const notifyBatch = (teamId: Sql, batchId: Sql) =>
  sql`pg_notify('atelier', json_build_object('kind', 'batch', 'teamId', ${teamId}, 'batchId', ${batchId})::text)`

/** Tells every process that many images of a team changed in one step, with their generations. */
export const notifyImages = (teamId: Sql) =>
  sql`pg_notify('atelier', json_build_object('kind', 'images', 'teamId', ${teamId})::text)`

/** Generation `g` waits for a batch that is paused: it is nobody's turn. */
export const isHeld = sql`EXISTS (SELECT 1 FROM "Batch" b WHERE b."id" = g."batchId" AND b."pausedAt" IS NOT NULL)`

/** A text that PostgreSQL can hold: halves of characters become the sign for that, the character 0 is left out. */
export const toText = (text: string) => text.toWellFormed().replaceAll('\0', '')

/** Rows as JSON, for `jsonb_to_recordset`, with such texts. */
export const toJsonb = (rows: unknown) =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'string' ? toText(value) : value))

/** First day of the current month in a team's time zone. */
export const currentPeriod = (timeZone: Sql) => sql`date_trunc('month', now() AT TIME ZONE ${timeZone})::date`

/** The next of these ids for each row of a statement. */
const nextOf = (ids: readonly string[]) => sql`(${ids}::uuid[])[row_number() OVER ()]`

/** Reserves the estimates of the generations of the relation `from`, as entries with these ids: one for each. */
export const reserveEstimates = (entryIds: readonly string[], from: Sql) => sql`
  INSERT INTO "LedgerEntry" ("id", "teamId", "generationId", "kind", "micros", "periodStart", "userId", "tokenId", "modelId", "environment")
  SELECT ${nextOf(entryIds)}, g."teamId", g."id", 'reserve', g."estimateMicros", g."periodStart", g."authorId", g."tokenId",
    g."modelId", g."environment"
  FROM ${from} g WHERE g."estimateMicros" > 0`

const bookings = sql`"LedgerEntry" ("id", "teamId", "generationId", "attemptId", "kind", "micros", "periodStart", "userId",
    "tokenId", "modelId", "provider", "environment")`

const releases = (entryIds: readonly string[], from: Sql) => sql`
  SELECT ${nextOf(entryIds)}, g."teamId", g."id", NULL::uuid, 'release'::"LedgerKind", -open.micros, g."periodStart",
    g."authorId", g."tokenId", g."modelId", NULL::text, g."environment"
  FROM ${from} g
  CROSS JOIN LATERAL (
    SELECT coalesce(sum("micros"), 0)::bigint AS micros FROM "LedgerEntry" l
    WHERE l."generationId" = g."id" AND l."kind" IN ('reserve', 'release')
  ) open
  WHERE open.micros > 0`

const charges = (entryId: string, attemptId: string, micros: bigint, provider: string | null) => sql`
  SELECT ${entryId}::uuid, g."teamId", g."id", a."id",
    (CASE WHEN said.entries = 0 THEN 'charge' ELSE 'adjust' END)::"LedgerKind", ${micros} - said.micros, g."periodStart",
    g."authorId", g."tokenId", g."modelId", ${provider}, g."environment"
  FROM "Attempt" a JOIN "Generation" g ON g."id" = a."generationId"
  CROSS JOIN LATERAL (
    SELECT coalesce(sum("micros"), 0)::bigint AS micros, count(*) AS entries FROM "LedgerEntry" l
    WHERE l."generationId" = g."id" AND l."attemptId" = a."id" AND l."kind" IN ('charge', 'adjust')
  ) said
  WHERE a."id" = ${attemptId}::uuid AND ${micros} <> said.micros`

/** Gives back what is still reserved for the generations of the relation `from`, as entries with these ids: one for each. */
export const releaseReservations = (entryIds: readonly string[], from: Sql) =>
  sql`INSERT INTO ${bookings} ${releases(entryIds, from)}`

/**
 * Makes the ledger say that attempt `attemptId` cost `micros`: a charge the first time, an adjustment where a charge
 * says something else, nothing where it says the same already.
 */
export const charge = (entryId: string, attemptId: string, micros: bigint, provider: string | null) =>
  sql`INSERT INTO ${bookings} ${charges(entryId, attemptId, micros, provider)}`

/** Both, in this order, where that is so. */
export const releaseAndCharge = (
  released: Parameters<typeof releases>,
  charged: Parameters<typeof charges>,
  isSo: Sql,
) =>
  sql`INSERT INTO ${bookings} SELECT * FROM (${releases(...released)} UNION ALL ${charges(...charged)}) b WHERE ${isSo}`
