import { v7 as uuid } from 'uuid'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import type { Part } from './gallery.ts'
import type { PoolFile } from './pool.ts'
import { foreign, rareWord, vocabulary } from './prompts.ts'

interface Place {
  teamId: string
  people: readonly string[]
  pool: readonly PoolFile[]
}

const models = [
  'imagen-3.0-generate-002',
  'imagen-4.0-generate-001',
  'flux-1.1-pro',
  'gpt-image-1.5',
  'seedream-4',
]
const providers = ['vertex', 'gemini', 'replicate', 'openai', 'fal']

/** UUIDv7 of a time, as the application makes them. */
const idAt = (time: Sql) => sql`(
  lpad(to_hex((extract(epoch FROM ${time}) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
  || '8' || substr(md5(random()::text), 1, 15))::uuid`

/** One of a list, the first ones far more often. */
const someOf = (values: readonly string[], type: Sql) =>
  sql`(${values}::${type}[])[1 + floor(power(random(), 3) * ${values.length})]`

/** Words, the n-th of the list a n-th as often as the first; looked at anew for each row, as it speaks of `k`. */
const words = sql`(
  SELECT string_agg((${vocabulary}::text[])[floor(exp(random() * ln(${vocabulary.length}::float8)))::int], ' ')
  FROM generate_series(1, 6 + k % 9))`

const prompt = sql`CASE
  WHEN random() < 0.08 THEN (${foreign}::text[])[1 + floor(random() * ${foreign.length})]
  WHEN random() < 0.0001 THEN ${words} || ' ' || ${rareWord}
  ELSE ${words} END`

/** Generations with their attempts and images between two moments: one statement, in the order of time. */
export async function insertMade(
  { teamId, people, pool }: Place,
  { generations, from, to }: Part,
): Promise<void> {
  const time = sql`${from}::timestamptz + (${to}::timestamptz - ${from}::timestamptz) * (k::float8 / ${generations}::int)`
  const column = <K extends keyof PoolFile>(key: K) => pool.map((file) => file[key])
  await db.$executeRaw`
    WITH made AS MATERIALIZED (
      SELECT t.k, t.at, ${idAt(sql`t.at`)} AS id, ${idAt(sql`t.at`)} AS attempt, ${someOf(people, sql`uuid`)} AS author,
        ${someOf(models, sql`text`)} AS model, ${someOf(providers, sql`text`)} AS provider, ${prompt} AS prompt,
        (ARRAY[1, 2, 3, 2])[1 + k % 4] AS n,
        (CASE WHEN random() < 0.03 THEN 'private' ELSE 'team' END)::"Visibility" AS visibility,
        (ARRAY[20000, 30000, 30000, 40000, 60000, 120000])[1 + floor(random() * 6)] AS cost,
        CASE WHEN random() < 0.02 THEN now() END AS trashed
      FROM (SELECT k, date_trunc('milliseconds', ${time}) AS at FROM generate_series(1, ${generations}::int) k) t
    ), asked AS (
      INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "mode", "prompt",
        "parameters", "modelId", "n", "recipeHash", "visibility", "environment", "status", "estimateMicros", "costMicros",
        "costSource", "periodStart", "createdAt", "queuedAt", "startedAt", "finishedAt")
      SELECT id, ${teamId}::uuid, author, 'u:' || author, id::text, '', 'playground', 'text-to-image', prompt, '{}', model, n,
        '', visibility, 'standin', (CASE WHEN k % 40 = 0 THEN 'partial' ELSE 'succeeded' END)::"GenerationStatus",
        cost * n, cost * n, 'answer', at, at, at, at, at
      FROM made
    ), sent AS (
      INSERT INTO "Attempt" ("id", "teamId", "generationId", "number", "upstream", "traceId", "state", "leaseOwner",
        "leaseUntil", "createdAt", "sentAt", "finishedAt", "provider", "costMicros", "pictures")
      SELECT attempt, ${teamId}::uuid, id, 1, 'lumenfall', replace(attempt::text, '-', ''), 'succeeded', '', at, at, at, at,
        provider, cost * n, n
      FROM made
    ), paid AS (
      INSERT INTO "LedgerEntry" ("id", "teamId", "generationId", "attemptId", "kind", "micros", "periodStart", "userId",
        "modelId", "provider", "environment", "createdAt")
      SELECT ${idAt(sql`at`)}, ${teamId}::uuid, id, attempt, 'charge', cost * n, date_trunc('month', at)::date, author, model,
        provider, 'standin', at
      FROM made
    )
    INSERT INTO "Image" ("id", "teamId", "generationId", "attemptId", "position", "fileId", "width", "height", "thumbhash",
      "costMicros", "authorId", "modelId", "provider", "visibility", "environment", "createdAt", "previewedAt", "trashedAt")
    SELECT ${idAt(sql`p.at`)}, ${teamId}::uuid, p.id, p.attempt, p.position - 1, f.id, f.width, f.height, f.thumbhash, p.cost,
      p.author, p.model, p.provider, p.visibility, 'standin', p.at, p.at, p.trashed
    FROM (
      SELECT made.*, position, 1 + (k * 7 + position * 3 + floor(random() * 3)::int) % ${pool.length} AS drawn
      FROM made, generate_series(1, n) position
    ) p
    JOIN unnest(${column('id')}::uuid[], ${column('width')}::int[], ${column('height')}::int[], ${column('thumbhash')}::text[])
      WITH ORDINALITY f(id, width, height, thumbhash, number) ON f.number = p.drawn
    ORDER BY p.at`
}

const tags =
  'sea print final draft client spring autumn poster icon hero mood texture portrait food travel'.split(' ')
const albums = [
  'Spring campaign',
  'Packaging',
  'Website',
  'Mood boards',
  'Posters',
  'Press kit',
  'Experiments',
  'Client A',
]

/** What people do with images: marks, tags, albums. */
export async function insertAround({ teamId, people }: Place): Promise<void> {
  const ours = sql`i."teamId" = ${teamId}::uuid`
  await db.$executeRaw`
    INSERT INTO "ImageMark" ("imageId", "userId", "teamId", "favourite", "rejected", "rating", "imageCreatedAt")
    SELECT i."id", u.id, i."teamId", random() < 0.3, random() < 0.1, CASE WHEN random() < 0.8 THEN 1 + floor(random() * 5) END,
      i."createdAt"
    FROM "Image" i, unnest(${people.slice(0, 4)}::uuid[]) u(id) WHERE ${ours} AND random() < 0.05
    ON CONFLICT DO NOTHING`
  const tagIds = tags.map(() => uuid())
  await db.$executeRaw`
    INSERT INTO "Tag" ("id", "teamId", "name") SELECT id, ${teamId}::uuid, name FROM unnest(${tagIds}::uuid[], ${tags}::text[]) t(id, name)
    ON CONFLICT DO NOTHING`
  await db.$executeRaw`
    INSERT INTO "ImageTag" ("imageId", "tagId", "teamId", "imageCreatedAt")
    SELECT i."id", t."id", i."teamId", i."createdAt"
    FROM "Image" i JOIN LATERAL (SELECT ${someOf(tags, sql`text`)} AS name WHERE i."id" IS NOT NULL) chosen ON true
    JOIN "Tag" t ON t."teamId" = ${teamId}::uuid AND t."name" = chosen.name
    WHERE ${ours} AND random() < 0.1 ON CONFLICT DO NOTHING`
  for (const [at, name] of albums.entries()) {
    const id = uuid()
    await db.album.create({ data: { id, teamId, name, createdById: people[at % people.length] ?? '' } })
    await db.$executeRaw`
      INSERT INTO "AlbumImage" ("albumId", "imageId", "teamId", "rank", "imageCreatedAt")
      SELECT ${id}::uuid, i."id", i."teamId", row_number() OVER (), i."createdAt"
      FROM (SELECT * FROM "Image" i WHERE ${ours} AND random() < ${0.002 * (at + 1)} LIMIT ${500 * (at + 1)}) i`
  }
}
