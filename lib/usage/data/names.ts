import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { listModels } from '#lib/models/data.ts'
import type { Dimension } from '../schema.ts'
import { promptTitle } from './select.ts'

const rowsSchema = z.array(z.object({ key: z.string(), name: z.string() }))

const sources: Readonly<Record<'member' | 'token' | 'prompt', (teamId: Sql, userId: string) => Sql>> = {
  member: (teamId) => sql`
    SELECT u."id"::text AS "key", u."name" FROM "Membership" m JOIN "User" u ON u."id" = m."userId" WHERE m."teamId" = ${teamId}`,
  token: (teamId) => sql`SELECT "id"::text AS "key", "name" FROM "Token" WHERE "teamId" = ${teamId}`,
  prompt: (teamId, userId) =>
    sql`SELECT p."id"::text AS "key", ${promptTitle(userId)} AS "name" FROM "Prompt" p WHERE p."teamId" = ${teamId}`,
}

/** What is counted under no key. */
const without: Readonly<Record<Dimension, string>> = {
  member: 'Somebody who is gone',
  model: 'No model',
  provider: 'Not said by the API',
  token: 'People, without a token',
  prompt: 'Not from the library',
}

/** What the keys of a split are called. A key without a name is its own. */
export async function namesOf(
  viewer: Viewer,
  by: Dimension,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const none: [string, string] = ['', without[by]]
  if (by === 'provider') return new Map([none])
  if (by === 'model')
    return new Map([none, ...(await listModels(viewer)).map(({ id, name }) => [id, name] as const)])
  const rows = rowsSchema.parse(
    await db.$queryRaw`
      SELECT * FROM (${sources[by](sql`${viewer.teamId}::uuid`, viewer.userId)}) named WHERE named."key" = ANY(${keys})`,
  )
  return new Map([none, ...rows.map(({ key, name }) => [key, name] as const)])
}
