import 'server-only'
import type { Visitor } from '#lib/auth/schema.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'

/**
 * An image `i` of a share `s` that can be seen: not in the trash, and still its maker's to show. What became private
 * since is gone from the links of everybody but its author and the admins.
 */
export const isShown: Sql = sql`
  i."trashedAt" IS NULL AND (
    i."visibility" = 'team' OR i."authorId" = s."createdById" OR EXISTS (
      SELECT 1 FROM "Membership" m
      WHERE m."teamId" = s."teamId" AND m."userId" = s."createdById" AND m."leftAt" IS NULL AND m."role" IN ('admin', 'owner')
    )
  )`

/** The visitor's share `s`, asked for anew with each question: revoked in between is revoked. */
export const isVisited = (visitor: Visitor): Sql => sql`
  s."id" = ${visitor.shareId}::uuid AND s."teamId" = ${visitor.teamId}::uuid AND s."version" = ${visitor.version}
  AND s."revokedAt" IS NULL AND (s."expiresAt" IS NULL OR s."expiresAt" > now())`
