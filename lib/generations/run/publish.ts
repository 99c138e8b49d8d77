import { v7 as uuid } from 'uuid'
import type { Statement } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql, toJsonb } from '#lib/db/sql.ts'
import { enqueue, jobsOf, previewQueue } from '#lib/jobs/queues.ts'
import { putIntoAlbum } from './album.ts'
import type { Attempt } from './attempt.ts'
import type { Outcome } from './outcome.ts'
import type { Price } from './price.ts'
import { shares } from './price.ts'

type Images = Extract<Outcome, { kind: 'images' }>
type Transaction = Prisma.TransactionClient

/** An image to be published, as its row has it. */
export interface ImageRow {
  id: string
  position: number
  fileId: string
}

/** Each image of an outcome, with its share of the price. */
export function imageRows(outcome: Outcome, price: Price): ImageRow[] {
  if (outcome.kind !== 'images') return []
  const { images, told }: Images = outcome
  const costs = shares(price.micros, images.length)
  return images.map((image, position) => ({
    ...image,
    id: uuid(),
    position,
    provider: told.provider,
    costMicros: costs[position]?.toString() ?? null,
  }))
}

/**
 * The CTEs `ready`, `files` and `published`: these images of an attempt are there. `locked`: a CTE with the attempt's
 * generation, its row held. The files' rows are held in their order first, as a purge holds them; `ready` is `locked` where
 * all of them are there, else nothing.
 */
export function publishing(attempt: Attempt, rows: readonly ImageRow[]): Sql {
  const files = [...new Set(rows.map(({ fileId }) => fileId))]
  return sql`
  held AS MATERIALIZED (
    SELECT "id" FROM "File" WHERE "id" = ANY(${files}::uuid[]) AND EXISTS (SELECT 1 FROM locked) ORDER BY "id" FOR UPDATE
  ), ready AS MATERIALIZED (
    SELECT * FROM locked WHERE (SELECT count(*) FROM held) = ${files.length}::int
  ), files AS (
    UPDATE "File" SET "state" = 'stored', "unreferencedAt" = NULL WHERE "id" = ANY(${files}::uuid[]) AND EXISTS (SELECT 1 FROM ready)
  ), published AS (
    INSERT INTO "Image" ("id", "teamId", "generationId", "attemptId", "position", "fileId", "width", "height", "revisedPrompt",
      "costMicros", "authorId", "modelId", "provider", "visibility", "environment")
    SELECT r."id", g."teamId", g."id", ${attempt.id}::uuid, r."position", r."fileId", r."width", r."height", r."revisedPrompt",
      r."costMicros", g."authorId", g."modelId", r."provider", g."visibility", g."environment"
    FROM ready g CROSS JOIN jsonb_to_recordset(${toJsonb(rows)}::jsonb) AS r("id" uuid, "position" int, "fileId" uuid, "width" int,
      "height" int, "revisedPrompt" text, "costMicros" bigint, "provider" text)
    RETURNING "id"
  )`
}

const jobs = (rows: readonly ImageRow[]) => rows.map(({ id }) => ({ imageId: id }))

/** The jobs that draw the previews of images which are published with them. */
export const previewJobs = (rows: readonly ImageRow[]): Promise<Statement[]> =>
  rows.length === 0 ? Promise.resolve([]) : jobsOf(previewQueue, jobs(rows))

/** What follows from images that are there now. */
export async function afterPublishing(
  tx: Transaction,
  attempt: Attempt,
  rows: readonly ImageRow[],
  { hasAlbum, isTrashed }: { hasAlbum: boolean; isTrashed: boolean },
): Promise<void> {
  if (rows.length === 0) return
  if (hasAlbum)
    await putIntoAlbum(
      tx,
      attempt,
      rows.map(({ id }) => id),
    )
  if (isTrashed) await bringBack(tx, attempt)
  await enqueue(tx, previewQueue, jobs(rows))
}

/** A picture that comes late is paid for, and must be seen: its generation leaves the trash, the others stay there. */
async function bringBack(tx: Transaction, { generationId }: Attempt) {
  await tx.generation.update({ where: { id: generationId }, data: { trashedAt: null, purgedAt: null } })
  await tx.image.updateMany({ where: { generationId, trashedAlong: true }, data: { trashedAlong: false } })
}
