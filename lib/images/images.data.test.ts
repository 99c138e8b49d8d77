import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { toBytesResponse } from '#lib/bytes-response.ts'
import { db } from '#lib/db/client.ts'
import { createGeneration, findGeneration } from '#lib/generations/data.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { storage } from '#lib/storage/storage.ts'
import { aGenerationInput, aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { getImageBytes, removeImages } from './data.ts'
import { drawPreviews } from './run.ts'
import { imageVariants } from './schema.ts'

const world = openWorld()
const maxPixels = 64_000_000

beforeAll(async () => {
  await world.work()
})

async function aPicture(viewer: Viewer, changes: Parameters<typeof aGenerationInput>[0] = {}) {
  const { id } = await createGeneration(viewer, aGenerationInput(changes))
  const generation = await eventually(async () => {
    const current = await findGeneration(viewer, id)
    return current?.status === 'succeeded' && current
  })
  return imageOf(generation)
}

function imageOf(generation: Generation) {
  const [image] = generation.images
  if (!image) throw new Error('There is no image.')
  return image
}

const request = (headers: Record<string, string> = {}) => new Request('http://localhost/', { headers })

describe('bytes', () => {
  test('the original is delivered as it came, under its hash', async () => {
    const viewer = await aViewer()
    const image = await aPicture(viewer)
    const response = await toBytesResponse(request(), await getImageBytes(viewer, image.id, 'original'))
    const bytes = Buffer.from(await response.arrayBuffer())
    const { file } = await db.image.findUniqueOrThrow({ where: { id: image.id }, select: { file: true } })
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
    expect(bytes).toHaveLength(image.bytes)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('cache-control')).toContain('private')
  })

  test('until previews are drawn the original stands in, and says that it will change', async () => {
    const viewer = await aViewer()
    const image = await aPicture(viewer)
    const before = await getImageBytes(viewer, image.id, '512')
    expect(before).toMatchObject({ mime: 'image/png', isFinal: false })
    await drawPreviews(storage(), image.id, maxPixels)
    const after = await getImageBytes(viewer, image.id, '512')
    expect(after).toMatchObject({ mime: 'image/webp', isFinal: true })
    expect(after.etag).not.toBe(before.etag)
    const { thumbhash } = await db.image.findUniqueOrThrow({ where: { id: image.id } })
    expect(Buffer.from(thumbhash ?? '', 'base64').length).toBeGreaterThan(10)
  })

  test('drawing previews twice changes nothing', async () => {
    const viewer = await aViewer()
    const image = await aPicture(viewer)
    await drawPreviews(storage(), image.id, maxPixels)
    const { previewedAt } = await db.image.findUniqueOrThrow({ where: { id: image.id } })
    await drawPreviews(storage(), image.id, maxPixels)
    await drawPreviews(storage(), uuid(), maxPixels)
    expect((await db.image.findUniqueOrThrow({ where: { id: image.id } })).previewedAt).toEqual(previewedAt)
  })

  test('a picture that cannot be decoded stays, without previews', async () => {
    const viewer = await aViewer()
    const image = await aPicture(viewer, { prompt: 'Cut off [[truncated-image]]' })
    await drawPreviews(storage(), image.id, maxPixels)
    expect(await getImageBytes(viewer, image.id, '256')).toMatchObject({ mime: 'image/png', isFinal: false })
  })

  test('a picture and the web page behind it are served as a picture, which may run nothing', async () => {
    const viewer = await aViewer()
    const image = await aPicture(viewer, { prompt: 'Two faces [[polyglot]]' })
    const response = await toBytesResponse(request(), await getImageBytes(viewer, image.id, 'original'))
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    )
  })
})

describe('who gets them', () => {
  test.each(imageVariants)('a stranger finds no %s, and neither does who left', async (variant) => {
    const viewer = await aViewer()
    const stranger = await aViewer()
    const image = await aPicture(viewer)
    await expect(getImageBytes(stranger, image.id, variant)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getImageBytes(viewer, uuid(), variant)).rejects.toMatchObject({ code: 'not_found' })
  })

  test("a private picture is its author's and the admins'", async () => {
    const team = await aTeam()
    const author = await aViewer({ team })
    const colleague = await aViewer({ team, role: 'editor' })
    const admin = await aViewer({ team, role: 'admin' })
    const image = await aPicture(author, { visibility: 'private' })
    await expect(getImageBytes(colleague, image.id, 'original')).rejects.toMatchObject({ code: 'not_found' })
    expect((await getImageBytes(admin, image.id, 'original')).size).toBe(image.bytes)
  })

  test('what is in the trash is there for those who can bring it back, and for nobody else', async () => {
    const team = await aTeam()
    const author = await aViewer({ team })
    const colleague = await aViewer({ team })
    const editor = await aViewer({ team, role: 'editor' })
    const stranger = await aViewer({ role: 'owner' })
    const image = await aPicture(author)
    await removeImages(author, [image.id])
    for (const viewer of [author, editor])
      expect((await getImageBytes(viewer, image.id, 'original')).size).toBe(image.bytes)
    for (const viewer of [colleague, stranger])
      await expect(getImageBytes(viewer, image.id, 'original')).rejects.toMatchObject({ code: 'not_found' })
  })
})
