import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'

/** An example `e` of the viewer's team that is theirs to see, if they see its picture. */
export const isSeenExample = (viewer: Viewer): Sql => sql`
  e."teamId" = ${viewer.teamId}::uuid AND e."trashedAt" IS NULL
  AND (e."ownerId" IS NULL OR e."ownerId" = ${viewer.userId}::uuid OR e."isOnProfile")`
