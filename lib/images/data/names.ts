import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { Condition } from '#lib/search/schema/fields.ts'
import { isNamed } from './conditions.ts'

const rowsSchema = z.array(z.object({ id: z.string() })).transform((rows) => rows.map(({ id }) => id))

const read = async (statement: Sql) => rowsSchema.parse(await db.$queryRaw(statement))

/** A name that has the words in it, beginning with a word. */
const isCalled = (name: Sql, words: string) => sql`strpos(' ' || lower(${name}), ' ' || lower(${words})) > 0`

/** The models that the team has images of: from one to the next along their index. */
const modelsOf = (viewer: Viewer, part: string) => sql`
  WITH RECURSIVE models AS (
    (SELECT "modelId" AS id FROM "Image" WHERE "teamId" = ${viewer.teamId}::uuid AND "trashedAt" IS NULL ORDER BY "modelId" LIMIT 1)
    UNION ALL
    SELECT following."modelId" FROM models CROSS JOIN LATERAL (
      SELECT "modelId" FROM "Image"
      WHERE "teamId" = ${viewer.teamId}::uuid AND "trashedAt" IS NULL AND "modelId" > models.id ORDER BY "modelId" LIMIT 1
    ) following
  )
  SELECT id FROM models WHERE strpos(lower(id), lower(${part})) > 0`

const statements = {
  by: (viewer: Viewer, words: string) => sql`
    SELECT u."id"::text AS id FROM "Membership" m JOIN "User" u ON u."id" = m."userId"
    WHERE m."teamId" = ${viewer.teamId}::uuid AND ${isCalled(sql`u."name"`, words)}`,
  album: (viewer: Viewer, words: string) => sql`
    SELECT "id"::text AS id FROM "Album"
    WHERE "teamId" = ${viewer.teamId}::uuid AND "trashedAt" IS NULL AND ${isCalled(sql`"name"`, words)}`,
  tag: (viewer: Viewer, name: string) => sql`
    SELECT "id"::text AS id FROM "Tag" WHERE "teamId" = ${viewer.teamId}::uuid AND "name" = lower(${name})`,
  model: modelsOf,
}

/**
 * The ids of the viewer's team that a condition names: of people, also of those who left, of albums, tags or models.
 * None where there is nothing of that name.
 */
export async function idsNamed(viewer: Viewer, condition: Condition): Promise<string[]> {
  if (!isNamed(condition)) return []
  if (condition.kind === 'by' && condition.value.toLowerCase() === 'me') return [viewer.userId]
  return read(statements[condition.kind](viewer, condition.value))
}
