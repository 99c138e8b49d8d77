import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Generation } from '../schema.ts'
import type { Row } from './dto.ts'
import { selection, toGeneration } from './dto.ts'
import { placed } from './order.ts'
import { visibleTo } from './visible.ts'

const positionRows = z.array(z.object({ id: z.string(), position: z.number() }))

/** Places in the queue of what of these waits; 0 for what a paused batch holds back. */
async function queuePositions(viewer: Viewer, rows: readonly Row[]): Promise<Map<string, number>> {
  if (!rows.some((row) => row.status === 'queued')) return new Map()
  const queue = await db.$queryRaw`
    SELECT p."id", p."place" AS "position" FROM ${placed} p
    WHERE p."status" = 'queued' AND p."teamId" = ${viewer.teamId}::uuid`
  return new Map(positionRows.parse(queue).map((row) => [row.id, row.position]))
}

/** One generation as its team sees it; null when it is not the viewer's to see. */
export async function findGeneration(viewer: Viewer, id: string): Promise<Generation | null> {
  const row = await db.generation.findFirst({ where: { AND: [visibleTo(viewer)], id }, select: selection })
  return row && toGeneration(viewer, row, await queuePositions(viewer, [row]))
}

/** The same. Throws AppError `not_found` where there is none, or none that is the viewer's to see. */
export async function getGeneration(viewer: Viewer, id: string): Promise<Generation> {
  const generation = await findGeneration(viewer, id)
  if (!generation) throw new AppError('not_found', 'That generation is gone.')
  return generation
}

/** Those of these generations that the viewer sees, by id. */
export async function findGenerations(
  viewer: Viewer,
  ids: readonly string[],
): Promise<Map<string, Generation>> {
  if (ids.length === 0) return new Map()
  const rows = await db.generation.findMany({
    where: { AND: [visibleTo(viewer)], id: { in: [...ids] } },
    select: selection,
  })
  const positions = await queuePositions(viewer, rows)
  return new Map(rows.map((row) => [row.id, toGeneration(viewer, row, positions)]))
}

/** Whether the viewer would see it, were it not in the trash. */
export async function isTrashedFrom(viewer: Viewer, id: string): Promise<boolean> {
  const where = { AND: [{ ...visibleTo(viewer), trashedAt: { not: null } }], id }
  return (await db.generation.findFirst({ where, select: { id: true } })) !== null
}
