import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql, toJsonb } from '#lib/db/sql.ts'
import { enqueue, previewQueue } from '#lib/jobs/queues.ts'
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
 * The CTEs `files` and `published`: these images of an attempt are there, as far as their files are. The files' rows are
 * held in their order first, as a purge holds them.
 */
export const publishing = (attempt: Attempt, rows: readonly ImageRow[]): Sql => sql`
  held AS MATERIALIZED (
    SELECT "id" FROM "File" WHERE "id" = ANY(${rows.map(({ fileId }) => fileId)}::uuid[]) ORDER BY "id" FOR UPDATE
  ), files AS (
    UPDATE "File" SET "state" = 'stored', "unreferencedAt" = NULL FROM held WHERE "File"."id" = held."id"
    RETURNING "File"."id"
  ), published AS (
    INSERT INTO "Image" ("id", "teamId", "generationId", "attemptId", "position", "fileId", "width", "height", "revisedPrompt",
      "costMicros", "authorId", "modelId", "provider", "visibility", "environment")
    SELECT r."id", g."teamId", g."id", ${attempt.id}::uuid, r."position", files."id", r."width", r."height", r."revisedPrompt",
      r."costMicros", g."authorId", g."modelId", r."provider", g."visibility", g."environment"
    FROM jsonb_to_recordset(${toJsonb(rows)}::jsonb) AS r("id" uuid, "position" int, "fileId" uuid, "width" int, "height" int,
      "revisedPrompt" text, "costMicros" bigint, "provider" text)
    JOIN files ON files."id" = r."fileId"
    JOIN "Generation" g ON g."id" = ${attempt.generationId}::uuid
    RETURNING "id"
  )`

const countRows = z.tuple([z.object({ count: z.number().int() })])

/** What follows from images that are there now. Throws when not all of them are: a file's row is gone meanwhile. */
export async function afterPublishing(
  tx: Transaction,
  attempt: Attempt,
  rows: readonly ImageRow[],
  published: unknown,
  { hasAlbum, isTrashed }: { hasAlbum: boolean; isTrashed: boolean },
): Promise<void> {
  if (countRows.parse(published)[0].count !== rows.length)
    throw new Error('A file was purged while its picture was being stored.')
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  if (hasAlbum) await putIntoAlbum(tx, attempt, ids)
  if (isTrashed) await bringBack(tx, attempt)
  await enqueue(
    tx,
    previewQueue,
    ids.map((imageId) => ({ imageId })),
  )
}

/** A picture that comes late is paid for, and must be seen: its generation leaves the trash, the others stay there. */
async function bringBack(tx: Transaction, { generationId }: Attempt) {
  await tx.generation.update({ where: { id: generationId }, data: { trashedAt: null, purgedAt: null } })
  await tx.image.updateMany({ where: { generationId, trashedAlong: true }, data: { trashedAlong: false } })
}
