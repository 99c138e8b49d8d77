import 'server-only'
import { z } from 'zod'
import { mayWithAll } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { findBatches } from '#lib/batches/data/read.ts'
import { isVisibleBatch } from '#lib/batches/data/visible.ts'
import type { Batch } from '#lib/batches/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { env } from '#lib/env.ts'
import { placed } from '#lib/generations/data/order.ts'
import { generationPolicy } from '#lib/generations/policy.ts'
import { visibilitySchema } from '#lib/generations/schema/states.ts'
import { listModels } from '#lib/models/data.ts'
import type { Queue, QueueLine } from '../schema.ts'
import { maxQueueLines, queueSchema, shownPromptLength } from '../schema.ts'

const rowSchema = z.object({
  kind: z.enum(['generation', 'batch', 'private']),
  thing: z.string(),
  authorId: z.string(),
  authorName: z.string(),
  running: z.number(),
  waiting: z.number(),
  held: z.number(),
  place: z.number().nullable(),
  since: z.date().nullable(),
  modelId: z.string(),
  models: z.number(),
  /** Of a generation that the viewer sees; null for the others. */
  prompt: z.string().nullable(),
  provider: z.string().nullable(),
  visibility: visibilitySchema.nullable(),
  isStopped: z.boolean(),
  /** Over all lines, also those that are not told. */
  all: z.number(),
  mineWaiting: z.number(),
})

type Row = z.infer<typeof rowSchema>

/**
 * The team's lines: a generation that the viewer sees, all of a batch that they see, all that a member keeps to
 * themselves. What they are about is joined afterwards, to those alone that are told.
 */
async function readRows(viewer: Viewer): Promise<Row[]> {
  const isMine = sql`p."authorId" = ${viewer.userId}::uuid`
  const isSeen = mayWithAll(viewer, 'generations.see private')
    ? sql`true`
    : sql`(p."visibility" = 'team' OR ${isMine})`
  const rows = await db.$queryRaw`
    WITH known AS (
      SELECT p.*, CASE WHEN b."id" IS NOT NULL THEN 'batch' WHEN ${isSeen} THEN 'generation' ELSE 'private' END AS "kind"
      FROM ${placed} p LEFT JOIN "Batch" b ON b."id" = p."batchId" AND ${isVisibleBatch(viewer)}
      WHERE p."teamId" = ${viewer.teamId}::uuid
    ), lines AS (
      SELECT p."kind", CASE p."kind" WHEN 'batch' THEN p."batchId" WHEN 'generation' THEN p."id" ELSE p."authorId" END AS "thing",
        p."authorId", count(*) FILTER (WHERE p."status" = 'running')::int AS "running",
        count(*) FILTER (WHERE p."place" > 0)::int AS "waiting", count(*) FILTER (WHERE p."isHeld")::int AS "held",
        min(p."place") FILTER (WHERE p."place" > 0) AS "place",
        min(p."startedAt") FILTER (WHERE p."status" = 'running') AS "since",
        min(p."modelId") AS "modelId", count(DISTINCT p."modelId")::int AS "models",
        count(*) FILTER (WHERE p."place" > 0 AND ${isMine})::int AS "mine"
      FROM known p GROUP BY 1, 2, 3
    ), told AS (
      SELECT l.*, sum(l."running" + l."waiting" + l."held") OVER ()::int AS "all", sum(l."mine") OVER ()::int AS "mineWaiting"
      FROM lines l
      ORDER BY l."running" = 0, l."since", l."place" NULLS LAST, l."thing" LIMIT ${maxQueueLines}
    )
    SELECT t.*, u."name" AS "authorName", left(g."prompt", ${shownPromptLength}) AS "prompt", g."provider", g."visibility",
      coalesce(g."cancelRequestedAt" IS NOT NULL, false) AS "isStopped"
    FROM told t JOIN "User" u ON u."id" = t."authorId"
    LEFT JOIN "Generation" g ON t."kind" = 'generation' AND g."id" = t."thing"
    ORDER BY t."running" = 0, t."since", t."place" NULLS LAST, t."thing"`
  return z.array(rowSchema).parse(rows)
}

interface Names {
  batches: ReadonlyMap<string, Batch>
  models: ReadonlyMap<string, string>
}

/** Field by field: of what is private to somebody else, nothing but that it is there. */
function toLine(viewer: Viewer, row: Row, { batches, models }: Names): QueueLine | null {
  const { thing, authorId, authorName, running, waiting, held, place, provider, isStopped } = row
  const author = { id: authorId, name: authorName, isViewer: authorId === viewer.userId }
  const common = { author, running, waiting, held, place }
  const modelName = models.get(row.modelId) ?? row.modelId
  const model = { modelName, models: row.models, since: row.since?.toISOString() ?? null }
  if (row.kind === 'private') return { kind: 'private', ...common }
  if (row.kind === 'batch') {
    const batch = batches.get(thing)
    return batch ? { kind: 'batch', ...common, ...model, batch } : null
  }
  const status = running > 0 ? 'running' : 'queued'
  const visibility = row.visibility ?? 'private'
  const cancel = generationPolicy.cancel(viewer, { authorId, status, visibility })
  const prompt = row.prompt ?? ''
  return { kind: 'generation', ...common, ...model, id: thing, prompt, provider, isStopped, can: { cancel } }
}

/**
 * What of the viewer's team runs and waits, in the order in which it will start: a batch is one line, and so is all
 * that somebody else keeps to themselves, of which it says no more than whose it is. At most 60 lines, and the number
 * of what is in the others.
 */
export async function listQueue(viewer: Viewer): Promise<Queue> {
  const [rows, cards] = await Promise.all([readRows(viewer), listModels(viewer)])
  const batches = await findBatches(
    viewer,
    rows.flatMap(({ kind, thing }) => (kind === 'batch' ? [thing] : [])),
  )
  const models = new Map(cards.map(({ id, name }) => [id, name]))
  const told = rows.reduce((sum, { running, waiting, held }) => sum + running + waiting + held, 0)
  const [first] = rows
  return queueSchema.parse({
    lines: rows.map((row) => toLine(viewer, row, { batches, models })).filter((line) => line !== null),
    more: (first?.all ?? 0) - told,
    mineWaiting: first?.mineWaiting ?? 0,
    limits: {
      atOnce: env.GENERATION_CONCURRENCY,
      ofTeam: env.TEAM_CONCURRENCY ?? null,
      ofProvider: env.PROVIDER_CONCURRENCY,
    },
  } satisfies Queue)
}
