import { z } from 'zod'
import { ask } from '#lib/db/client.ts'
import { notifyGeneration, plannedOnce, sql } from '#lib/db/sql.ts'
import { log } from '#lib/log.ts'
import type { Previews } from '#lib/picture.ts'
import { renderPreviews } from '#lib/picture.ts'
import { release } from '#lib/release.ts'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'

const rows = z.array(z.object({ teamId: z.uuid(), sha256: z.string() }))

/**
 * Draws the previews and the thumbhash of an image, and says so. An image that cannot be decoded stays without, and
 * is shown by its original. Throws when the storage or the database is away; the job is then tried again.
 */
export async function drawPreviews(storage: Storage, imageId: string, maxPixels: number): Promise<void> {
  const found = await ask(sql`
    ${plannedOnce} SELECT f."teamId", f."sha256" FROM "Image" i JOIN "File" f ON f."id" = i."fileId"
    WHERE i."id" = ${imageId}::uuid AND i."previewedAt" IS NULL`)
  const [file] = rows.parse(found)
  if (!file) return
  const original = await storage.readAll(originalKey(file.teamId, file.sha256))
  const drawn = await tryToRender(original, maxPixels, imageId)
  release(original)
  if (!drawn) return
  for (const { size, webp } of drawn.previews) {
    await storage.put(previewKey(file.teamId, file.sha256, size), webp)
  }
  await ask(sql`
    ${plannedOnce} WITH i AS (
      UPDATE "Image" SET "previewedAt" = now(), "thumbhash" = ${drawn.thumbhash} WHERE "id" = ${imageId}::uuid RETURNING *
    )
    SELECT ${notifyGeneration(sql`"teamId"`, sql`"generationId"`)}::text FROM i`)
}

async function tryToRender(bytes: Buffer, maxPixels: number, imageId: string): Promise<Previews | null> {
  try {
    return await renderPreviews(bytes, maxPixels)
  } catch (error) {
    log.warn({ err: error, imageId }, 'an image cannot be decoded, it stays without previews')
    return null
  }
}
