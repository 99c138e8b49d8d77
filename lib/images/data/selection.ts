import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Selection } from '../schema.ts'
import { isVisible, isVisibleInTrash } from './visible.ts'

const pageSize = 1_000

async function readPicked(viewer: Viewer, ids: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw`
    SELECT i."id" FROM "Image" i
    WHERE i."id" = ANY(${ids}::uuid[]) AND (${isVisible(viewer)} OR ${isVisibleInTrash(viewer)})`
  const seen = new Set(
    z
      .array(z.object({ id: z.uuid() }))
      .parse(rows)
      .map(({ id }) => id),
  )
  return ids.filter((id) => seen.has(id))
}

/** The ids of a selection, a page at a time: what was picked, as far as the viewer sees it. */
export async function* selectedIds(viewer: Viewer, selection: Selection): AsyncGenerator<string[]> {
  if (!('images' in selection)) return
  const picked = [...new Set(selection.images)]
  for (let at = 0; at < picked.length; at += pageSize) {
    const seen = await readPicked(viewer, picked.slice(at, at + pageSize))
    if (seen.length > 0) yield seen
  }
}
