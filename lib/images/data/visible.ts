import 'server-only'
import { mayWithAll } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'

// imagePolicy as conditions on an image `i`, for statements that decide about many.

const always = sql`true`
const isOwn = (viewer: Viewer) => sql`i."authorId" = ${viewer.userId}::uuid`

/** Of the viewer's team, and not somebody else's own. */
const isShown = (viewer: Viewer): Sql => sql`
  i."teamId" = ${viewer.teamId}::uuid
  AND ${mayWithAll(viewer, 'generations.see private') ? always : sql`(i."visibility" = 'team' OR ${isOwn(viewer)})`}`

/** Policy `see`, of what is not in the trash. */
export function isVisible(viewer: Viewer): Sql {
  return sql`${isShown(viewer)} AND i."trashedAt" IS NULL`
}

const isTheirs = (viewer: Viewer) => (mayWithAll(viewer, 'generations.remove') ? always : isOwn(viewer))

/** Policy `see`, of what is in the trash; and `restore`, for a member or more. */
export function isVisibleInTrash(viewer: Viewer): Sql {
  return sql`${isShown(viewer)} AND i."trashedAt" IS NOT NULL AND ${isTheirs(viewer)}`
}

/** Policy `remove`, for a member or more. */
export function isRemovable(viewer: Viewer): Sql {
  return sql`${isVisible(viewer)} AND ${isTheirs(viewer)}`
}
