import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import sharp from 'sharp'
import { z } from 'zod'
import { renderPreviews } from '#lib/picture.ts'
import { fileStorage } from '#lib/storage/files.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'

const whoSchema = z.tuple([z.object({ teamId: z.string(), userId: z.string() })])

const looks = [
  { width: 1024, height: 1024, from: '#24495a', to: '#46a0a1' },
  { width: 1408, height: 768, from: '#6b4b5b', to: '#e0825a' },
  { width: 768, height: 1408, from: '#efe6d8', to: '#e0908d' },
  { width: 1280, height: 896, from: '#2c4429', to: '#7f9a4a' },
  { width: 896, height: 1280, from: '#1b1f45', to: '#3d4a8f' },
] as const

const uuidOf = (text: string) => {
  const hash = createHash('sha256').update(text).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

interface Database {
  query(statement: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  exec(statements: string): Promise<unknown>
  close(): Promise<void>
}

async function open(dataDir: string, url: string | undefined): Promise<Database> {
  if (url === undefined) return PGlite.create({ dataDir: join(dataDir, 'db') })
  const client = new Client({ connectionString: url })
  await client.connect()
  return {
    query: (statement, values) => client.query(statement, values),
    exec: (statements) => client.query(statements),
    close: () => client.end(),
  }
}

/** The files that all images share, with their bytes and previews. */
async function putFiles(database: Database, dataDir: string, teamId: string) {
  const storage = fileStorage(join(dataDir, 'files'))
  const files = []
  for (const [index, { width, height, from, to }] of looks.entries()) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><linearGradient id="g" x2="0" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient><rect width="100%" height="100%" fill="url(#g)"/></svg>`
    const bytes = await sharp(Buffer.from(svg)).png().toBuffer()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const { previews, thumbhash } = await renderPreviews(bytes, 10_000_000)
    await storage.put(originalKey(teamId, sha256), bytes)
    for (const { size, webp } of previews) await storage.put(previewKey(teamId, sha256, size), webp)
    const id = uuidOf(`file ${index}`)
    await database.query(
      `INSERT INTO "File" ("id", "teamId", "sha256", "bytes", "mime", "state") VALUES ($1, $2, $3, $4, 'image/png', 'stored')`,
      [id, teamId, sha256, bytes.length],
    )
    files.push({ id, width, height, thumbhash })
  }
  return files
}

/** A v7 UUID of a text, in SQL. */
const uuidSql = (text: string) =>
  `(overlay(overlay(md5(${text}) placing '7' from 13) placing '8' from 17))::uuid`

/**
 * Puts many images of the only member into a server's database while it is not running, its embedded one if there is no
 * `url`: four of a generation, each generation so many minutes older than the one before, named "Seeded 1" on from the
 * newest.
 */
export async function seedImages(
  dataDir: string,
  count: number,
  { minutesApart = 600, url }: { minutesApart?: number; url?: string | undefined } = {},
): Promise<void> {
  const database = await open(dataDir, url)
  const found = await database.query('SELECT "teamId", "userId" FROM "Membership"')
  const [{ teamId, userId }] = whoSchema.parse(found.rows)
  const files = await putFiles(database, dataDir, teamId)
  const generations = Math.ceil(count / 4)
  await database.exec(`
    CREATE TEMP TABLE seeded AS SELECT n, ${uuidSql(`'g' || n`)} AS id, ${uuidSql(`'a' || n`)} AS attempt,
      date_trunc('milliseconds', now() - (n * ${minutesApart}) * interval '1 minute') AS at
    FROM generate_series(1, ${generations}) n;
    INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "mode", "prompt",
      "parameters", "modelId", "n", "recipeHash", "environment", "status", "estimateMicros", "costMicros", "costSource",
      "periodStart", "createdAt", "queuedAt", "finishedAt")
    SELECT id, '${teamId}', '${userId}', 'u:${userId}', id::text, '', 'playground', 'text-to-image', 'Seeded ' || n, '{}',
      'imagen-3.0-generate-002', 4, '', 'standin', 'succeeded', 120000, 120000, 'answer', at, at, at, at FROM seeded;
    INSERT INTO "Attempt" ("id", "teamId", "generationId", "number", "upstream", "traceId", "state", "leaseOwner",
      "leaseUntil", "sentAt", "finishedAt", "costMicros", "pictures")
    SELECT attempt, '${teamId}', id, 1, 'lumenfall', md5('t' || n), 'succeeded', 'seed', at, at, at, 120000, 4 FROM seeded;`)
  const list = files
    .map(
      ({ id, width, height, thumbhash }, index) =>
        `(${index}, '${id}'::uuid, ${width}, ${height}, '${thumbhash}')`,
    )
    .join(', ')
  await database.exec(`
    INSERT INTO "Image" ("id", "teamId", "generationId", "attemptId", "position", "fileId", "width", "height",
      "thumbhash", "costMicros", "authorId", "modelId", "visibility", "environment", "createdAt", "previewedAt")
    SELECT ${uuidSql(`'i' || s.n || '.' || p`)}, '${teamId}', s.id, s.attempt, p, f.id, f.width, f.height, f.hash, 30000,
      '${userId}', 'imagen-3.0-generate-002', 'team', 'standin', s.at, s.at
    FROM seeded s CROSS JOIN generate_series(0, 3) p
    JOIN (VALUES ${list}) f (look, id, width, height, hash) ON f.look = (s.n * 7 + p * 3 + s.n / 5) % ${files.length}
    WHERE (s.n - 1) * 4 + p < ${count};
    ANALYZE;`)
  await database.close()
}
