import 'server-only'
import { Readable } from 'node:stream'
import pLimit from 'p-limit'
import { z } from 'zod'
import type { Visitor } from '#lib/auth/schema.ts'
import { shareTag } from '#lib/auth/share-secrets.ts'
import { db } from '#lib/db/client.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { renderDownload } from '#lib/files/run.ts'
import { fileRecipeSchema } from '#lib/files/schema/recipe.ts'
import type { PreviewSize } from '#lib/picture.ts'
import { previewOf } from '#lib/picture.ts'
import { processWide } from '#lib/process-wide.ts'
import type { ByteRange } from '#lib/storage/port.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { visitorMay } from '../policy.ts'
import type { SharedVariant } from '../schema.ts'
import { isShown, isVisited } from './shown.ts'

export interface SharedBytes {
  mime: string
  size: number
  etag: string
  /** Always false: every use asks again, so that a link that was revoked shows nothing that a browser kept. */
  isFinal: false
  read(range?: ByteRange): Promise<Readable>
}

const fileRow = z.object({
  imageId: z.uuid(),
  sha256: z.string(),
  mime: z.string(),
  isDrawn: z.boolean(),
  prompt: z.string().nullable(),
  model: z.string(),
  parameters: z.unknown(),
  extra: z.unknown(),
  createdAt: z.date(),
})

type SharedFile = z.infer<typeof fileRow>

const gone = () => new AppError('not_found', 'There is nothing at this address.')

async function findFile(visitor: Visitor, number: number): Promise<SharedFile> {
  const rows = await db.$queryRaw`
    SELECT i."id" AS "imageId", f."sha256", f."mime", i."previewedAt" IS NOT NULL AS "isDrawn",
      g."prompt", g."modelId" AS "model", g."parameters", g."extra", i."createdAt"
    FROM "Share" s
    JOIN "ShareImage" si ON si."shareId" = s."id"
    JOIN "Image" i ON i."id" = si."imageId"
    JOIN "File" f ON f."id" = i."fileId"
    JOIN "Generation" g ON g."id" = i."generationId"
    WHERE ${isVisited(visitor)} AND ${isShown} AND si."rank" = ${number}`
  const [file] = z.array(fileRow).parse(rows)
  if (!file) throw gone()
  return file
}

/** Two at a time: whoever has a link can ask for many. */
const drawing = processWide('share-drawing', () => pLimit(2))

const inMemory = (bytes: Buffer) => ({
  size: bytes.length,
  read: async (range?: ByteRange) =>
    Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
})

/**
 * A picture to take along. What others wrote into it (prompts, programs, names) is not in it; where the link shows
 * prompts and parameters, how it was made is, and no more than that.
 */
async function toTakeAlong(visitor: Visitor, { sha256, mime, ...told }: SharedFile) {
  const isTold = visitorMay(visitor, 'prompt') && visitorMay(visitor, 'parameters')
  const recipe = isTold ? recipeOf(told) : null
  const original = { teamId: visitor.teamId, sha256, mime, recipe }
  const { bytes, mime: as } = await renderDownload(original, { as: 'original', recipe: recipe !== null })
  return { bytes: Buffer.from(bytes), mime: as }
}

/** As the link shows it: without who made it, and without what was typed before it was sent. */
const recipeOf = ({ prompt, model, parameters, extra, createdAt }: Omit<SharedFile, 'sha256' | 'mime'>) =>
  fileRecipeSchema.safeParse({
    version: 1,
    prompt,
    model,
    parameters,
    extra,
    createdAt: createdAt.toISOString(),
  }).data ?? null

async function preview(visitor: Visitor, { sha256, isDrawn }: SharedFile, size: PreviewSize) {
  const key = previewKey(visitor.teamId, sha256, size)
  const kept = isDrawn ? await storage().size(key) : null
  if (kept !== null) return { size: kept, read: (range?: ByteRange) => storage().read(key, range) }
  // The original does not stand in for it, as it does inside: it may not be shown.
  const original = await storage().readAll(originalKey(visitor.teamId, sha256))
  return inMemory(await drawing(() => previewOf(original, size, env.MAX_IMAGE_PIXELS)))
}

const sizes = { '256': 256, '512': 512, '1024': 1024 } as const

/**
 * The bytes of a picture of a link: a preview, or where that is allowed the whole picture. `known` are the entity tags
 * that the browser has; where one fits, nothing is drawn. Throws AppError `not_found`, whatever the reason.
 */
export async function getSharedBytes(
  visitor: Visitor,
  number: number,
  variant: SharedVariant,
  isKnown: (etag: string) => boolean = () => false,
): Promise<SharedBytes> {
  if (!visitorMay(visitor, variant === 'original' ? 'original' : 'preview')) throw gone()
  const file = await findFile(visitor, number)
  const { showPrompts, showParameters } = visitor
  const told = variant === 'original' && showPrompts && showParameters ? 'told' : ''
  const etag = shareTag(visitor.shareId, visitor.version, file.imageId, variant, told)
  const common = { etag, isFinal: false as const }
  if (isKnown(etag)) return { ...common, mime: 'image/webp', ...inMemory(Buffer.alloc(0)) }
  try {
    if (variant !== 'original')
      return { ...common, mime: 'image/webp', ...(await preview(visitor, file, sizes[variant])) }
    const { bytes, mime } = await toTakeAlong(visitor, file)
    return { ...common, mime, ...inMemory(bytes) }
  } catch (error) {
    // A file that the storage lost, or that nobody can decode: not the visitor's to know.
    log.warn({ err: error, imageId: file.imageId }, 'a shared picture cannot be given')
    throw gone()
  }
}
