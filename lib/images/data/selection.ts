import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import type { Selection } from '../schema.ts'
import type { PlaceOptions } from './gallery.ts'
import { boundOf } from './gallery.ts'
import type { List } from './list.ts'
import { cursorOf, isOnSide, listOf, orderOf } from './list.ts'
import { isVisible, isVisibleInTrash } from './visible.ts'

const pageSize = 1_000

const rowsSchema = z.array(z.object({ id: z.uuid(), cursor: z.string() }))

async function readIds(list: List, options: PlaceOptions) {
  const { first, id } = list.key
  return rowsSchema.parse(
    await db.$queryRaw(sql`
      SELECT ${id} AS "id", ${cursorOf(list, first, id)} AS "cursor" FROM ${list.from}
      WHERE ${list.where} AND ${isOnSide(list, boundOf(list, options))} ${orderOf(list, first, id)} LIMIT ${pageSize}`),
  )
}

/** Those of picked images that the viewer sees, in the order in which they were picked. */
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

/**
 * The ids of a selection, a page at a time: of what was picked, or of all that a filter finds but some. Only what the
 * viewer sees, in the trash only what they could bring back; each image once. What came after the selection was made is
 * left out where it says from which image on. Throws AppError `invalid` for a cursor that is none.
 */
export async function* selectedIds(viewer: Viewer, selection: Selection): AsyncGenerator<string[]> {
  if ('images' in selection) {
    const picked = [...new Set(selection.images)]
    for (let at = 0; at < picked.length; at += pageSize) {
      const seen = await readPicked(viewer, picked.slice(at, at + pageSize))
      if (seen.length > 0) yield seen
    }
    return
  }
  const list = listOf(viewer, selection.filter)
  const except = new Set(selection.except)
  let options: PlaceOptions = selection.upTo === null ? {} : { from: selection.upTo }
  for (;;) {
    const rows = await readIds(list, options)
    const ids = rows.map(({ id }) => id).filter((id) => !except.has(id))
    if (ids.length > 0) yield ids
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    options = { after: last.cursor }
  }
}
