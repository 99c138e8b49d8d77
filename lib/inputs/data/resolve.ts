import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { inputPolicy } from '../policy.ts'
import { maxInputBytes } from '../schema/address.ts'
import type { InputRole } from '../schema/reference.ts'
import type { InputRef } from '../schema/request.ts'
import { isUsableUpload } from './visible.ts'

/** A picture to start from that the viewer may start from. */
export interface ResolvedInput {
  role: InputRole
  /** Within its role, from 0. */
  position: number
  imageId: string | null
  uploadId: string | null
  fileId: string
  sha256: string
  mime: string
  bytes: number
  width: number
  height: number
}

type Found = Omit<ResolvedInput, 'role' | 'position'>

const fileFields = { select: { id: true, sha256: true, mime: true, bytes: true } } as const

async function findImages(viewer: Viewer, ids: string[]): Promise<Map<string, Found>> {
  if (ids.length === 0) return new Map()
  const rows = await db.image.findMany({
    where: { teamId: viewer.teamId, id: { in: ids } },
    select: {
      id: true,
      authorId: true,
      visibility: true,
      trashedAt: true,
      width: true,
      height: true,
      file: fileFields,
    },
  })
  const usable = rows.filter((row) => inputPolicy.use(viewer, row))
  return new Map(
    usable.map(({ id, width, height, file: { id: fileId, ...file } }) => [
      id,
      { imageId: id, uploadId: null, fileId, ...file, width, height },
    ]),
  )
}

async function findUploads(viewer: Viewer, ids: string[]): Promise<Map<string, Found>> {
  if (ids.length === 0) return new Map()
  const rows = await db.upload.findMany({
    where: { AND: [isUsableUpload(viewer)], id: { in: ids } },
    select: { id: true, width: true, height: true, file: fileFields },
  })
  return new Map(
    rows.map(({ id, width, height, file: { id: fileId, ...file } }) => [
      id,
      { imageId: null, uploadId: id, fileId, ...file, width, height },
    ]),
  )
}

const toMegabytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)

/** Each counts as often as it is sent. */
function requireSendable(inputs: readonly ResolvedInput[]): void {
  const total = inputs.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total <= maxInputBytes) return
  throw new AppError(
    'invalid',
    `These pictures have ${toMegabytes(total)} MB together, and at most ${toMegabytes(maxInputBytes)} MB can be sent. Remove some, or save them smaller.`,
  )
}

/**
 * The files behind the pictures of a request, in their order. Throws AppError `not_found` for one that is not
 * there, not the viewer's to see, or somebody else's own, alike; `invalid` for a mask that is no PNG, and for more bytes
 * than one call can hold.
 */
export async function resolveInputs(viewer: Viewer, refs: readonly InputRef[]): Promise<ResolvedInput[]> {
  const idsFrom = (from: InputRef['from']) => refs.filter((ref) => ref.from === from).map(({ id }) => id)
  const [images, uploads] = await Promise.all([
    findImages(viewer, idsFrom('gallery')),
    findUploads(viewer, idsFrom('upload')),
  ])
  const counts = { image: 0, mask: 0 }
  const inputs = refs.map(({ role, from, id }) => {
    const found = (from === 'gallery' ? images : uploads).get(id)
    if (!found) {
      const which = role === 'mask' ? 'The mask' : `Picture ${counts.image + 1}`
      throw new AppError('not_found', `${which} can no longer be used. Remove it, or add it again.`)
    }
    if (role === 'mask' && found.mime !== 'image/png')
      throw new AppError(
        'invalid',
        'A mask must be a PNG that is transparent where the picture shall change.',
      )
    return { role, position: counts[role]++, ...found }
  })
  requireSendable(inputs)
  return inputs
}
