import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { usagePolicy } from '../policy.ts'
import type { Dimension } from '../schema.ts'
import type { Span } from '../schema/ranges.ts'

const dayRows = z.tuple([z.object({ timeZone: z.string(), today: z.iso.date() })])

/** Which day it is for the team. */
export async function readDay(viewer: Viewer): Promise<z.infer<typeof dayRows>[0]> {
  const rows = await db.$queryRaw`
    SELECT "timeZone", (now() AT TIME ZONE "timeZone")::date::text AS "today" FROM "Team" WHERE "id" = ${viewer.teamId}::uuid`
  return dayRows.parse(rows)[0]
}

/** Within the days of team `t`, of a time. */
export const isWithin = (time: Sql, { from, to }: Span): Sql => sql`
  ${time} >= ${from}::date::timestamp AT TIME ZONE t."timeZone"
  AND ${time} < (${to}::date + 1)::timestamp AT TIME ZONE t."timeZone"`

/** Of everybody, or of the viewer alone. */
export const isTheirs = (viewer: Viewer, userId: Sql): Sql =>
  usagePolicy.seeAll(viewer) ? sql`true` : sql`${userId} = ${viewer.userId}::uuid`

/** What ledger entry `e` is counted under, and what attempt `a` of generation `g`. With `v`, the version of the prompt. */
export const keys: Readonly<Record<Dimension, { ofEntry: Sql; ofAttempt: Sql }>> = {
  member: { ofEntry: sql`e."userId"::text`, ofAttempt: sql`g."authorId"::text` },
  model: { ofEntry: sql`e."modelId"`, ofAttempt: sql`g."modelId"` },
  provider: { ofEntry: sql`e."provider"`, ofAttempt: sql`a."provider"` },
  token: { ofEntry: sql`e."tokenId"::text`, ofAttempt: sql`g."tokenId"::text` },
  prompt: { ofEntry: sql`v."promptId"::text`, ofAttempt: sql`v."promptId"::text` },
}

/** The version of a library's prompt that generation `g` was made with. */
export const withVersion = (by: Dimension): Sql =>
  by === 'prompt' ? sql`LEFT JOIN "PromptVersion" v ON v."id" = g."promptVersionId"` : sql``

/** What prompt `p` is called to this person: a colleague's own keeps its title to itself. */
export const promptTitle = (userId: string): Sql =>
  sql`(CASE WHEN p."scope" IN ('team', ${userId}) THEN p."title" ELSE 'A member’s own prompt' END)`
