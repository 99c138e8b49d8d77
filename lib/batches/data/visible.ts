import 'server-only'
import { z } from 'zod'
import { mayWithAll } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { isSeenGeneration } from '#lib/generations/data/visible.ts'
import { batchPolicy } from '../policy.ts'
import type { PlannedAxis } from '../schema.ts'
import { coordinatesOf } from '../schema.ts'

const seenCells = (viewer: Viewer): Sql => sql`
  FROM "BatchCell" c JOIN "Generation" g ON g."id" = c."generationId" WHERE ${isSeenGeneration(viewer)}`

/**
 * Policy `see`, as a condition on a batch `b`. Whether any cell is seen is asked as a value, and not with EXISTS, which
 * may be planned as a table of all cells that there are.
 */
export const isVisibleBatch = (viewer: Viewer): Sql => sql`
  b."teamId" = ${viewer.teamId}::uuid AND ${
    mayWithAll(viewer, 'generations.see private')
      ? sql`true`
      : sql`(b."authorId" = ${viewer.userId}::uuid OR (b."visibility" = 'team'
          AND (SELECT true ${seenCells(viewer)} AND c."batchId" = b."id" LIMIT 1)))`
  }`

const positionRows = z.array(z.object({ batchId: z.string(), positions: z.array(z.number()) }))

function seenAxes(axes: readonly PlannedAxis[], positions: readonly number[]): PlannedAxis[] {
  const sizes = axes.map(({ values }) => values.length)
  const seen = positions.map((position) => coordinatesOf(position, sizes))
  return axes.map((axis, index) => {
    const told = new Set(seen.map((coordinates) => coordinates[index]))
    return { ...axis, values: axis.values.map((value, at) => (told.has(at) ? value : '')) }
  })
}

interface Words {
  id: string
  authorId: string
  axes: PlannedAxis[]
}

/** These batches, with the values of their axes blank where the viewer sees no cell that has them. */
export async function withSeenAxes<T extends Words>(viewer: Viewer, batches: readonly T[]): Promise<T[]> {
  const isWhole = (batch: T) => batch.axes.length === 0 || batchPolicy.readAll(viewer, batch)
  const ids = batches.filter((batch) => !isWhole(batch)).map(({ id }) => id)
  if (ids.length === 0) return [...batches]
  const rows = await db.$queryRaw`
    SELECT c."batchId", jsonb_agg(c."position") AS "positions" ${seenCells(viewer)} AND c."batchId" = ANY(${ids}::uuid[])
    GROUP BY c."batchId"`
  const seen = new Map(positionRows.parse(rows).map(({ batchId, positions }) => [batchId, positions]))
  return batches.map((batch) =>
    isWhole(batch) ? batch : { ...batch, axes: seenAxes(batch.axes, seen.get(batch.id) ?? []) },
  )
}
