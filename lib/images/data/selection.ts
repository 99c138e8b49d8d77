import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import type { Selection } from '../schema.ts'
import type { PlaceOptions } from './gallery.ts'
import { boundOf } from './gallery.ts'
import { cursorOf, orderOf } from './list.ts'
import type { Found } from './search.ts'
import { findList } from './search.ts'
import { isVisible, isVisibleInTrash } from './visible.ts'
import { findAlong, imagesFound } from './walk.ts'

const pageSize = 1_000

const rowsSchema = z.array(z.object({ id: z.uuid(), cursor: z.string() }))

async function readIds(viewer: Viewer, found: Found, options: PlaceOptions) {
  const { list } = found
  const [first, id, bound] = [sql`i."first"`, sql`i."id"`, boundOf(list, options)]
  return findAlong(viewer, found, pageSize, async (way, run) =>
    rowsSchema.parse(
      await run(sql`
        SELECT i."id", ${cursorOf(list, first, id)} AS "cursor" FROM (${imagesFound(found, way, bound)}) i
        ${orderOf(list, first, id)} LIMIT ${pageSize}`),
    ),
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
  const found = await findList(viewer, selection.filter)
  const except = new Set(selection.except)
  let options: PlaceOptions = selection.upTo === null ? {} : { from: selection.upTo }
  for (;;) {
    const rows = await readIds(viewer, found, options)
    const ids = rows.map(({ id }) => id).filter((id) => !except.has(id))
    if (ids.length > 0) yield ids
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    options = { after: last.cursor }
  }
}
