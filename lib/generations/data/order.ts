import 'server-only'
import { isHeld, sql } from '#lib/db/sql.ts'

/**
 * Everything that waits or runs on the whole server, as a relation. `place` in the queue is as the claim will serve
 * it, from 1: one turn for each member, the least recently served first. It is 0 for what runs, and for what a paused
 * batch holds back. A limit of a team or a provider may let a later one pass; the places do not know of that.
 */
export const placed = sql`(
  SELECT q.*, CASE WHEN q."status" = 'queued' AND NOT q."isHeld" THEN row_number() OVER (
    PARTITION BY q."status" = 'queued' AND NOT q."isHeld"
    ORDER BY q."turn", q."lastServedAt" NULLS FIRST, q."queuedAt", q."id") ELSE 0 END::int AS "place"
  FROM (
    SELECT o.*, row_number() OVER (
      PARTITION BY o."teamId", o."authorId", o."isHeld" ORDER BY o."status" DESC, o."queuedAt", o."id") AS "turn"
    FROM (
      SELECT g."id", g."teamId", g."authorId", g."batchId", g."modelId", g."status", g."visibility", g."queuedAt",
        g."startedAt", m."lastServedAt", g."status" = 'queued' AND ${isHeld} AS "isHeld"
      FROM "Generation" g JOIN "Membership" m ON m."teamId" = g."teamId" AND m."userId" = g."authorId"
      WHERE g."status" IN ('queued', 'running')
    ) o
  ) q
)`
