import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { environmentSchema, visibilitySchema } from '#lib/generations/schema/states.ts'
import { batchPolicy } from '../policy.ts'
import type { Batch, BatchNews, BatchState } from '../schema.ts'
import { batchCountsSchema, batchKinds, batchNewsSchema, batchSchema, plannedAxisSchema } from '../schema.ts'
import { isVisibleBatch, withSeenAxes } from './visible.ts'

const micros = z.bigint().transform(Number)

const rowSchema = batchCountsSchema.extend({
  id: z.string(),
  kind: z.enum(batchKinds),
  title: z.string(),
  axes: z.array(plannedAxisSchema),
  authorId: z.string(),
  authorName: z.string(),
  visibility: visibilitySchema,
  environment: environmentSchema,
  createdAt: z.date(),
  isPaused: z.boolean(),
  isCancelled: z.boolean(),
  estimateMicros: micros.nullable(),
  costMicros: micros,
  retryUpTo: z.date().nullable(),
})

type Row = z.infer<typeof rowSchema>

const having = (status: string) =>
  sql`count(*) FILTER (WHERE g."status" = ${status}::"GenerationStatus")::int`

/** Batches, chosen by a statement, with where each of them stands. */
const withStanding = (chosen: Sql): Sql => sql`
  SELECT b."id", b."kind", b."title", CASE WHEN b."kind" = 'matrix' THEN b."axes" ELSE '[]' END AS "axes",
    b."authorId", u."name" AS "authorName", b."visibility", b."environment", b."createdAt",
    b."pausedAt" IS NOT NULL AS "isPaused", b."cancelledAt" IS NOT NULL AS "isCancelled",
    made.*, taken."reused", made."made" + taken."reused" AS "total"
  FROM (${chosen}) b
  JOIN "User" u ON u."id" = b."authorId"
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "made", ${having('queued')} AS "queued", ${having('running')} AS "running",
      ${having('succeeded')} AS "succeeded", ${having('partial')} AS "partial", ${having('refused')} AS "refused",
      ${having('failed')} AS "failed", ${having('cancelled')} AS "cancelled", ${having('unknown')} AS "unknown",
      ${having('lost')} AS "lost", coalesce(sum(g."costMicros"), 0)::bigint AS "costMicros",
      CASE WHEN NOT coalesce(bool_or(g."estimateMicros" IS NULL), false)
        THEN coalesce(sum(g."estimateMicros"), 0)::bigint END AS "estimateMicros",
      max(g."finishedAt") FILTER (
        WHERE g."status" IN ('refused', 'failed', 'cancelled', 'lost') AND g."trashedAt" IS NULL
      ) AS "retryUpTo"
    FROM "Generation" g WHERE g."batchId" = b."id"
  ) made
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "reused" FROM "BatchCell" c WHERE c."batchId" = b."id" AND c."isReused"
  ) taken
  ORDER BY b."createdAt" DESC, b."id" DESC`

/** Follows from what its generations are doing: nothing keeps it beside them that could say something else. */
function stateOf({ queued, running, unknown, isPaused, isCancelled }: Row): BatchState {
  if (queued > 0) return isPaused ? 'paused' : 'running'
  if (isCancelled) return 'cancelled'
  return running + unknown > 0 ? 'running' : 'done'
}

function toStanding(viewer: Viewer, row: Row) {
  const counts = batchCountsSchema.parse(row)
  const thing = { ...row, counts, state: stateOf(row) }
  return {
    state: thing.state,
    counts,
    costMicros: row.costMicros,
    retryUpTo: row.retryUpTo?.toISOString() ?? null,
    can: {
      pause: batchPolicy.pause(viewer, thing),
      resume: batchPolicy.resume(viewer, thing),
      cancel: batchPolicy.cancel(viewer, thing),
      retryFailed: batchPolicy.retryFailed(viewer, thing),
    },
  }
}

/** Field by field: what is not named here does not leave the server. */
function toBatch(viewer: Viewer, row: Row): Batch {
  return batchSchema.parse({
    ...row,
    author: { id: row.authorId, name: row.authorName },
    createdAt: row.createdAt.toISOString(),
    ...toStanding(viewer, row),
  })
}

const readRows = async (chosen: Sql) => z.array(rowSchema).parse(await db.$queryRaw(withStanding(chosen)))

const findRows = (viewer: Viewer, ids: readonly string[]) =>
  readRows(sql`SELECT b.* FROM "Batch" b WHERE ${isVisibleBatch(viewer)} AND b."id" = ANY(${ids}::uuid[])`)

async function toBatches(viewer: Viewer, rows: readonly Row[]): Promise<Batch[]> {
  return (await withSeenAxes(viewer, rows)).map((row) => toBatch(viewer, row))
}

/** Those of these batches that the viewer sees, by id. */
export async function findBatches(viewer: Viewer, ids: readonly string[]): Promise<Map<string, Batch>> {
  if (ids.length === 0) return new Map()
  const batches = await toBatches(viewer, await findRows(viewer, ids))
  return new Map(batches.map((batch) => [batch.id, batch]))
}

/** A batch of the viewer's team. Throws AppError `not_found`, also for one that is not the viewer's to see. */
export async function getBatch(viewer: Viewer, id: string): Promise<Batch> {
  const batch = (await findBatches(viewer, [id])).get(id)
  if (!batch) throw new AppError('not_found', 'That batch is gone.')
  return batch
}

/** Where a batch stands now, for the stream; null when it is not the viewer's to see. */
export async function findBatchNews(
  viewer: Viewer,
  id: string,
  readAgain: boolean,
): Promise<BatchNews | null> {
  const [row] = await findRows(viewer, [id])
  return row ? batchNewsSchema.parse({ id, ...toStanding(viewer, row), readAgain }) : null
}
