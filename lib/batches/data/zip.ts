import 'server-only'
import type { Readable } from 'node:stream'
import { makeZip } from 'client-zip'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isSeenGeneration } from '#lib/generations/data/visible.ts'
import { originalKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
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

const endings: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg' }

/** The beginning of a text as letters, digits and hyphens: a name on every system. */
const slugOf = (text: string) =>
  (/^.{0,40}/u.exec(text.normalize('NFC').replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-'))?.[0] ?? '').replaceAll(
    /^-+|-+$/g,
    '',
  )

/** "0012-a-red-boat-1.png": in the order of the cells, and never twice. */
function nameOf({ position, number, prompt, mime }: Row): string {
  const words = slugOf(prompt ?? '')
  const place = String(position + 1).padStart(4, '0')
  const ending = endings[mime] ?? mime.replace(/^image\//, '')
  return `${place}-${words === '' ? '' : `${words}-`}${number}.${ending}`
}

/** What was asked, which is also what was asked of the cells that others do not see: for those who may read all. */
async function planOf(viewer: Viewer, { id, author }: Batch): Promise<unknown> {
  if (!batchPolicy.readAll(viewer, { authorId: author.id })) return undefined
  const row = await db.batch.findFirst({ where: { id, teamId: viewer.teamId }, select: { plan: true } })
  return row?.plan
}

/** The recipe, the cost and the hash of every image, written as it is read. It ends with a line break. */
async function* manifestOf(
  viewer: Viewer,
  batch: Batch,
  missing: ReadonlySet<string>,
): AsyncGenerator<string> {
  const { id, title, kind, author, environment, createdAt, costMicros } = batch
  const plan = await planOf(viewer, batch)
  const head = { id, title, kind, author: author.name, environment, createdAt, costMicros, plan }
  yield `{"batch":${JSON.stringify(head)},\n"images":[`
  let separator = '\n'
  for await (const image of imagesOf(viewer, batch)) {
    const file = missing.has(image.imageId) ? null : nameOf(image)
    const entry = { file, ...image, position: image.position + 1 }
    yield `${separator}${JSON.stringify(entry)}`
    separator = ',\n'
  }
  yield '\n]}\n'
}

async function* entriesOf(viewer: Viewer, batch: Batch) {
  const missing = new Set<string>()
  let open: Readable | null = null
  try {
    for await (const image of imagesOf(viewer, batch)) {
      const key = originalKey(viewer.teamId, image.sha256)
      if ((await storage().size(key)) === null) {
        missing.add(image.imageId)
        continue
      }
      open = await storage().read(key)
      yield { name: nameOf(image), lastModified: image.createdAt, input: open }
    }
    yield { name: 'manifest.json', lastModified: new Date(), input: manifestOf(viewer, batch, missing) }
  } finally {
    open?.destroy()
  }
}

/** A stream whose reader may go away: the one behind it then ends, and what it was in the middle of is no failure. */
function quietly(stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = stream.getReader()
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => reader.cancel().catch(() => undefined),
  })
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
  const words = slugOf(batch.title.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, ''))
  return {
    filename: `${words === '' ? 'batch' : words}.zip`,
    stream: quietly(makeZip(entriesOf(viewer, batch))),
  }
}
