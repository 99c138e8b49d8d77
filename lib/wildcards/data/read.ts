import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { keptPolicy } from '#lib/teams/policy.ts'
import { ownershipOf, scopesOf } from '#lib/teams/schema.ts'
import type { Wildcard, WildcardList } from '../schema.ts'
import { wildcardListSchema, wildcardSchema } from '../schema.ts'

/** Enough to recognise a list by. */
const firstEntries = 5

const summaryRows = z.array(
  z.object({
    id: z.uuid(),
    scope: z.string(),
    name: z.string(),
    createdAt: z.date(),
    updatedAt: z.date(),
    count: z.coerce.number(),
    first: z.array(z.string()),
    isHidden: z.boolean(),
  }),
)

type Kept = { scope: string; createdAt: Date; updatedAt: Date }

function common<T extends Kept>(viewer: Viewer, row: T) {
  const scope = ownershipOf(row.scope)
  return {
    ...row,
    scope,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    can: { change: keptPolicy.change(viewer, scope) },
  }
}

/** The viewer's own lists and the team's, by name, without their lines. */
export async function listWildcards(viewer: Viewer): Promise<WildcardList> {
  // What an entry is: entriesOf in schema.ts.
  const rows = await db.$queryRaw`
    SELECT w."id", w."scope", w."name", w."createdAt", w."updatedAt",
      cardinality(entries.all) AS count, entries.all[1:${firstEntries}] AS first,
      w."scope" = 'team' AND EXISTS (
        SELECT 1 FROM "Wildcard" own
        WHERE own."teamId" = w."teamId" AND own."scope" = ${viewer.userId} AND own."name" = w."name"
      ) AS "isHidden"
    FROM "Wildcard" w
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(line ORDER BY position), '{}') AS all
      FROM unnest(w."lines") WITH ORDINALITY AS l(line, position)
      WHERE line ~ '\\S' AND line !~ '^\\s*# '
    ) entries
    WHERE w."teamId" = ${viewer.teamId}::uuid AND w."scope" = ANY(${scopesOf(viewer)})
    ORDER BY w."name" COLLATE "C", w."scope" = 'team'`
  const wildcards = summaryRows.parse(rows).map((row) => common(viewer, row))
  return wildcardListSchema.parse({ wildcards })
}

/** A list with all of its lines. Throws AppError `not_found`. */
export async function getWildcard(viewer: Viewer, id: string): Promise<Wildcard> {
  const row = await db.wildcard.findFirst({
    where: { id, teamId: viewer.teamId, scope: { in: scopesOf(viewer) } },
    select: { id: true, scope: true, name: true, lines: true, createdAt: true, updatedAt: true },
  })
  if (!row) throw new AppError('not_found', 'That list is gone.')
  return wildcardSchema.parse(common(viewer, row))
}
