import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { findGenerations } from '#lib/generations/data.ts'
import { batchPolicy } from '../policy.ts'
import type { BatchCell, CellPage } from '../schema.ts'
import { coordinatesOf, plannedAxisSchema } from '../schema.ts'
import { isVisibleBatch } from './visible.ts'

const defaultLimit = 100
const maxLimit = 200

const rowSchema = z.object({
  batchId: z.string(),
  position: z.number(),
  generationId: z.string(),
  isReused: z.boolean(),
})

type Row = z.infer<typeof rowSchema>

const gridRows = z.array(z.object({ id: z.string(), authorId: z.string(), axes: z.array(plannedAxisSchema) }))

/** The cells of these rows as the viewer sees them, with their generations. */
async function toCells(
  viewer: Viewer,
  rows: readonly Row[],
): Promise<{ batchId: string; cell: BatchCell }[]> {
  const ids = [...new Set(rows.map(({ batchId }) => batchId))]
  const grids = gridRows.parse(
    await db.$queryRaw`
      SELECT b."id", b."authorId", b."axes" FROM "Batch" b WHERE ${isVisibleBatch(viewer)} AND b."id" = ANY(${ids}::uuid[])`,
  )
  const gridOf = new Map(grids.map((grid) => [grid.id, grid]))
  const generations = await findGenerations(
    viewer,
    rows.map(({ generationId }) => generationId),
  )
  return rows.map(({ batchId, position, isReused, generationId }) => {
    const grid = gridOf.get(batchId)
    const axes = grid?.axes ?? []
    const coordinates = coordinatesOf(
      position,
      axes.map(({ values }) => values.length),
    )
    const generation = generations.get(generationId) ?? null
    const isTold = generation !== null || (grid !== undefined && batchPolicy.readAll(viewer, grid))
    const labels = isTold ? coordinates.map((coordinate, axis) => axes[axis]?.values[coordinate] ?? '') : []
    return { batchId, cell: { position, coordinates, labels, isReused, generation } }
  })
}

const columns = sql`c."batchId", c."position", c."generationId", c."isReused"`

/** All cells of these batches that the viewer sees, by the batch's id, in their order: a few reads for all of them. */
export async function readCells(
  viewer: Viewer,
  batchIds: readonly string[],
): Promise<Map<string, BatchCell[]>> {
  if (batchIds.length === 0) return new Map()
  const rows = await db.$queryRaw`
    SELECT ${columns} FROM "BatchCell" c JOIN "Batch" b ON b."id" = c."batchId"
    WHERE ${isVisibleBatch(viewer)} AND c."batchId" = ANY(${batchIds}::uuid[])
    ORDER BY c."batchId", c."position"`
  const found = new Map<string, BatchCell[]>()
  for (const { batchId, cell } of await toCells(viewer, z.array(rowSchema).parse(rows))) {
    const cells = found.get(batchId)
    if (cells) cells.push(cell)
    else found.set(batchId, [cell])
  }
  return found
}

interface Place {
  /** The `next` of the page before. */
  after?: number
  limit?: number
}

/**
 * A page of a batch's cells, in their order, with the generations that the viewer sees.
 * Throws AppError `not_found`, also for a batch that is not the viewer's to see.
 */
export async function listCells(viewer: Viewer, batchId: string, place: Place = {}): Promise<CellPage> {
  const limit = Math.min(Math.max(place.limit ?? defaultLimit, 1), maxLimit)
  const seen: unknown[] = await db.$queryRaw`
    SELECT 1 FROM "Batch" b WHERE ${isVisibleBatch(viewer)} AND b."id" = ${batchId}::uuid`
  if (seen.length === 0) throw new AppError('not_found', 'That batch is gone.')
  const rows = z.array(rowSchema).parse(
    await db.$queryRaw`
      SELECT ${columns} FROM "BatchCell" c
      WHERE c."batchId" = ${batchId}::uuid AND c."teamId" = ${viewer.teamId}::uuid AND c."position" > ${place.after ?? -1}
      ORDER BY c."position" LIMIT ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  const cells = await toCells(viewer, page)
  return {
    cells: cells.map(({ cell }) => cell),
    next: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
  }
}
