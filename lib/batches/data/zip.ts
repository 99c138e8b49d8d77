import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { ZipImage } from '#lib/files/run.ts'
import { zipOf } from '#lib/files/run.ts'
import { plainSlugOf, slugOf } from '#lib/files/schema/name.ts'
import { isSeenGeneration } from '#lib/generations/data/visible.ts'
import { batchPolicy } from '../policy.ts'
import type { Batch } from '../schema.ts'
import { getBatch } from './read.ts'

/** Cells that are read at once. */
const pageSize = 50

const rowSchema = z.object({
  position: z.number(),
  /** Among the images of its cell, from 1. */
  number: z.number(),
  imageId: z.string(),
  generationId: z.string(),
  sha256: z.string(),
  mime: z.string(),
  bytes: z.number(),
  width: z.number(),
  height: z.number(),
  costMicros: z
    .bigint()
    .nullable()
    .transform((cost) => (cost === null ? null : Number(cost))),
  createdAt: z.date(),
  isReused: z.boolean(),
  prompt: z.string().nullable(),
  template: z.string().nullable(),
  variables: z.unknown(),
  revisedPrompt: z.string().nullable(),
  modelId: z.string(),
  provider: z.string().nullable(),
  parameters: z.unknown(),
  extra: z.unknown(),
  n: z.number(),
})

type Row = z.infer<typeof rowSchema>

/** The images of a batch that the viewer sees, in the order of its cells; a page of them in memory at a time. */
async function* imagesOf(viewer: Viewer, { id, counts }: Batch): AsyncGenerator<Row> {
  for (let from = 0; from < counts.total; from += pageSize) {
    const rows = await db.$queryRaw`
      SELECT c."position", i."id" AS "imageId", g."id" AS "generationId", f."sha256", f."mime", f."bytes", i."width", i."height",
        row_number() OVER (PARTITION BY c."position" ORDER BY i."attemptId", i."position")::int AS "number",
        CASE WHEN c."isReused" THEN 0 ELSE i."costMicros" END AS "costMicros", i."createdAt", c."isReused", g."prompt",
        g."template", g."variables", i."revisedPrompt", g."modelId", g."provider", g."parameters", g."extra", g."n"
      FROM "BatchCell" c
      JOIN "Generation" g ON g."id" = c."generationId"
      JOIN "Image" i ON i."generationId" = g."id"
      JOIN "File" f ON f."id" = i."fileId"
      WHERE c."batchId" = ${id}::uuid AND c."teamId" = ${viewer.teamId}::uuid
        AND c."position" >= ${from} AND c."position" < ${from + pageSize}
        AND i."trashedAt" IS NULL AND ${isSeenGeneration(viewer)}
      ORDER BY c."position", "number"`
    yield* z.array(rowSchema).parse(rows)
  }
}

/** "0012-a-red-boat-1": in the order of the cells, and never twice. */
function nameOf({ position, number, prompt }: Row): string {
  const place = String(position + 1).padStart(4, '0')
  return [place, slugOf(prompt ?? ''), number].filter((part) => part !== '').join('-')
}

/** What was asked, which is also what was asked of the cells that others do not see: for those who may read all. */
async function planOf(viewer: Viewer, { id, author }: Batch): Promise<unknown> {
  if (!batchPolicy.readAll(viewer, { authorId: author.id })) return undefined
  const row = await db.batch.findFirst({ where: { id, teamId: viewer.teamId }, select: { plan: true } })
  return row?.plan
}

async function* entriesOf(viewer: Viewer, batch: Batch): AsyncGenerator<ZipImage> {
  const { teamId } = viewer
  for await (const image of imagesOf(viewer, batch)) {
    const { sha256, mime, createdAt } = image
    const facts = { ...image, position: image.position + 1 }
    yield { teamId, sha256, mime, createdAt, recipe: null, name: nameOf(image), facts }
  }
}

export interface BatchZip {
  filename: string
  stream: ReadableStream<Uint8Array>
}

/**
 * A batch's images as they are, in a zip that is written while it is read, with a manifest of how each was made and
 * what it cost; for its author and the admins also with what was asked as a whole. Pictures are not compressed again.
 * What the viewer does not see is not in it; a file that the storage has lost stands in the manifest without a name.
 * Throws AppError `not_found`.
 */
export async function zipBatch(viewer: Viewer, id: string): Promise<BatchZip> {
  const batch = await getBatch(viewer, id)
  const { title, kind, author, environment, createdAt, costMicros } = batch
  const plan = await planOf(viewer, batch)
  const head = { id, title, kind, author: author.name, environment, createdAt, costMicros, plan }
  return {
    filename: `${plainSlugOf(title) || 'batch'}.zip`,
    stream: zipOf(entriesOf(viewer, batch), { files: null, head: { batch: head } }),
  }
}
