import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Place } from '#lib/cursor.ts'
import { readCursor, toCursor } from '#lib/cursor.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { findGenerations } from '#lib/generations/data.ts'
import { isSeenGeneration } from '#lib/generations/data/visible.ts'
import type { Image } from '#lib/images/schema.ts'
import { imageSchema } from '#lib/images/schema.ts'
import type { Batch, BatchCell, FeedItem, FeedPage } from '../schema.ts'
import { newestImages, wholeBatchCells } from '../schema.ts'
import { readCells } from './cells.ts'
import { findBatches } from './read.ts'
import { isVisibleBatch } from './visible.ts'

const pageSize = 20

const placeRows = z.array(
  z.object({ kind: z.enum(['generation', 'batch']), id: z.string(), createdAt: z.date() }),
)

/** Which generations and batches a page has, in their order; by itself, so that its plan can be looked at. */
export const feedChoice = (viewer: Viewer, before: Place | null, limit: number): Sql => {
  const isBefore = (table: Sql) =>
    before
      ? sql`AND (${table}."createdAt", ${table}."id") < (${before.createdAt}::timestamptz, ${before.id}::uuid)`
      : sql``
  return sql`
    (SELECT 'generation' AS "kind", g."id", g."createdAt" FROM "Generation" g
      WHERE g."teamId" = ${viewer.teamId}::uuid AND g."batchId" IS NULL AND ${isSeenGeneration(viewer)}
        ${isBefore(sql`g`)}
      ORDER BY g."createdAt" DESC, g."id" DESC LIMIT ${limit})
    UNION ALL
    (SELECT 'batch', b."id", b."createdAt" FROM "Batch" b WHERE ${isVisibleBatch(viewer)} ${isBefore(sql`b`)}
      ORDER BY b."createdAt" DESC, b."id" DESC LIMIT ${limit})
    ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limit}`
}

const isWhole = ({ kind, counts }: Batch) =>
  (kind === 'variants' || kind === 'models') && counts.total <= wholeBatchCells

const imageRows = z.array(
  imageSchema.extend({
    batchId: z.string(),
    costMicros: z
      .bigint()
      .nullable()
      .transform((cost) => (cost === null ? null : Number(cost))),
  }),
)

/** The newest images of these batches: of what was made for them, else of what they reuse. */
async function newestOf(viewer: Viewer, batchIds: readonly string[]): Promise<Map<string, Image[]>> {
  if (batchIds.length === 0) return new Map()
  const shown = sql`${isSeenGeneration(viewer)} AND i."trashedAt" IS NULL`
  const rows = await db.$queryRaw`
    SELECT b."id" AS "batchId", i."id", i."position", i."width", i."height", i."thumbhash", i."revisedPrompt",
      i."costMicros", f."mime", f."bytes"
    FROM unnest(${batchIds}::uuid[]) b("id")
    CROSS JOIN LATERAL (
      SELECT * FROM (
        (SELECT i.*, 0 AS "rank", row_number() OVER (ORDER BY g."finishedAt" DESC, i."id" DESC) AS "place"
          FROM (
            SELECT * FROM "Generation" g WHERE g."batchId" = b."id" AND g."finishedAt" IS NOT NULL
              AND g."status" IN ('succeeded', 'partial') AND ${isSeenGeneration(viewer)}
            ORDER BY g."finishedAt" DESC LIMIT ${newestImages}
          ) g JOIN "Image" i ON i."generationId" = g."id" WHERE ${shown})
        UNION ALL
        (SELECT i.*, 1, c."position" FROM "BatchCell" c
          JOIN "Generation" g ON g."id" = c."generationId" JOIN "Image" i ON i."generationId" = g."id"
          WHERE c."batchId" = b."id" AND c."isReused" AND ${shown}
          ORDER BY c."position" LIMIT ${newestImages})
      ) found ORDER BY "rank", "place" LIMIT ${newestImages}
    ) i
    JOIN "File" f ON f."id" = i."fileId"
    ORDER BY b."id", i."rank", i."place"`
  const images = new Map<string, Image[]>()
  for (const { batchId, ...image } of imageRows.parse(rows)) {
    images.set(batchId, [...(images.get(batchId) ?? []), imageSchema.parse(image)])
  }
  return images
}

interface Parts {
  batch: Batch
  cells: Map<string, BatchCell[]>
  newest: Map<string, Image[]>
}

const toItem = ({ batch, cells, newest }: Parts): FeedItem =>
  isWhole(batch)
    ? { kind: 'batch', batch, cells: cells.get(batch.id) ?? [], newest: [] }
    : { kind: 'batch', batch, cells: null, newest: newest.get(batch.id) ?? [] }

/**
 * What the team made, the newest first: single generations, and batches, each once. A small batch of variants or
 * models comes with all its cells, another with its newest images. `before` is the `next` of the page before; a page
 * has at most 20 items, and takes the same few reads whatever is on it.
 * Throws AppError `invalid` for a cursor that is none.
 */
export async function listFeed(viewer: Viewer, options: { before?: string } = {}): Promise<FeedPage> {
  const before = options.before === undefined ? null : readCursor(options.before)
  const places = placeRows.parse(await db.$queryRaw(feedChoice(viewer, before, pageSize + 1)))
  const page = places.slice(0, pageSize)
  const idsOf = (kind: 'generation' | 'batch') =>
    page.flatMap((place) => (place.kind === kind ? [place.id] : []))
  const batches = await findBatches(viewer, idsOf('batch'))
  const [whole, others] = [isWhole, (batch: Batch) => !isWhole(batch)].map((is) =>
    [...batches.values()].filter(is).map(({ id }) => id),
  )
  const [generations, cells, newest] = await Promise.all([
    findGenerations(viewer, idsOf('generation')),
    readCells(viewer, whole ?? []),
    newestOf(viewer, others ?? []),
  ])
  const items = page.flatMap(({ kind, id }): FeedItem[] => {
    const generation = generations.get(id)
    const batch = batches.get(id)
    if (kind === 'generation') return generation ? [{ kind, generation }] : []
    return batch ? [toItem({ batch, cells, newest })] : []
  })
  const last = page.at(-1)
  return { items, next: places.length > pageSize && last ? toCursor(last) : null }
}
