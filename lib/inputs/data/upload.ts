import 'server-only'
import pLimit from 'p-limit'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { keepOriginal } from '#lib/db/originals.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import type { Picture, Previews } from '#lib/picture.ts'
import { inspectPicture, renderPreviews, withoutNotes } from '#lib/picture.ts'
import { previewKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { inputPolicy } from '../policy.ts'
import { maxUploadBytes, tooLarge, uploadMimes } from '../schema/address.ts'
import type { VisibleInput } from '../schema/reference.ts'

/** Each lies decoded in memory while it is looked at. */
const looking = pLimit(2)

interface Looked extends Picture {
  bytes: Uint8Array
  mime: (typeof uploadMimes)[number]
  drawn: Previews
}

const named = (mime: string) => mime.replace('image/', '').toUpperCase()

async function look(given: Uint8Array): Promise<Looked> {
  const { MAX_IMAGE_PIXELS: maxPixels } = env
  const picture = await inspectPicture(given, maxPixels)
  if ('problem' in picture)
    throw new AppError('invalid', `This cannot be used: ${picture.problem} PNG, JPEG and WebP can.`)
  const mime = uploadMimes.find((known) => known === picture.mime)
  if (!mime) throw new AppError('invalid', `This is ${named(picture.mime)}. Use PNG, JPEG or WebP.`)
  try {
    const bytes = await withoutNotes(given, mime, maxPixels)
    return { ...picture, mime, bytes, drawn: await renderPreviews(bytes, maxPixels) }
  } catch (error) {
    log.info({ err: error }, 'an upload cannot be decoded')
    throw new AppError(
      'invalid',
      'This picture cannot be read. It may be damaged; save it anew and try again.',
    )
  }
}

const keptRows = z.tuple([z.object({ id: z.uuid() })])

/** Throws AppError `forbidden` for a guest. */
export function requireUploader(viewer: Viewer): void {
  if (!inputPolicy.upload(viewer)) throw new AppError('forbidden', 'Guests can look, but not add pictures.')
}

/**
 * Keeps a picture that the viewer brings along, so that generations can start from it. What it is, its bytes say: never
 * a name or a header. The same picture again is the same upload. It goes after 30 days in which nothing was made of it.
 * Throws AppError: `forbidden` (a guest), `too_large`, `invalid` (no picture, or of another type).
 */
export async function keepUpload(viewer: Viewer, given: Uint8Array): Promise<VisibleInput> {
  requireUploader(viewer)
  if (given.byteLength > maxUploadBytes) throw new AppError('too_large', tooLarge)
  const { bytes, mime, width, height, drawn } = await looking(() => look(given))
  const { previews, thumbhash } = drawn
  const file = await keepOriginal(storage(), viewer.teamId, bytes, mime)
  for (const { size, webp } of previews)
    await storage().put(previewKey(viewer.teamId, file.sha256, size), webp)
  // That nothing refers to the file but the upload is said with it: a purge looks there.
  const rows = await db.$queryRaw`
    WITH file AS (
      UPDATE "File" f SET "state" = 'stored', "unreferencedAt" = CASE
        WHEN EXISTS (SELECT 1 FROM "Image" i WHERE i."fileId" = f."id")
          OR EXISTS (SELECT 1 FROM "GenerationInput" g WHERE g."fileId" = f."id") THEN NULL
        ELSE now() END
      WHERE "id" = ${file.id}::uuid RETURNING *
    )
    INSERT INTO "Upload" ("id", "teamId", "userId", "fileId", "width", "height", "thumbhash")
    SELECT ${uuid()}::uuid, file."teamId", ${viewer.userId}::uuid, file."id", ${width}, ${height}, ${thumbhash} FROM file
    ON CONFLICT ("teamId", "userId", "fileId") DO UPDATE SET "createdAt" = now()
    RETURNING "id"`
  const [{ id }] = keptRows.parse(rows)
  return { role: 'image', from: 'upload', id, width, height, thumbhash }
}
