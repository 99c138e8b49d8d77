import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { createGeneration } from '#lib/generations/data.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { aGenerationInput, aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { getUploadBytes, keepUpload } from './data.ts'
import { purgeUploads } from './run.ts'

openWorld()

const day = 24 * 60 * 60_000
const ago = (days: number) => new Date(Date.now() - days * day)

/** A picture like no other. */
const aPhoto = (width = 64, height = 48) =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })

const bytesOf = async (viewer: Viewer, id: string, variant: 'original' | '256' = 'original') => {
  const bytes = await getUploadBytes(viewer, id, variant)
  return { ...bytes, content: await buffer(await bytes.read()) }
}

describe('a picture that is brought along', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('as %s is kept byte for byte, with previews', async (type) => {
    const viewer = await aViewer()
    const bytes = await aPhoto().toFormat(type).toBuffer()
    const upload = await keepUpload(viewer, bytes)
    expect(upload).toMatchObject({ role: 'image', from: 'upload', width: 64, height: 48 })
    const original = await bytesOf(viewer, upload.id)
    expect(original.content.equals(bytes)).toBe(true)
    expect(original).toMatchObject({ mime: `image/${type}`, isFinal: true })
    expect((await bytesOf(viewer, upload.id, '256')).mime).toBe('image/webp')
  })

  test('is one upload, however often the same person brings it, and another for another person', async () => {
    const team = await aTeam()
    const [ada, bob] = [await aViewer({ team }), await aViewer({ team })]
    const bytes = await aPhoto().png().toBuffer()
    const ids = [await keepUpload(ada, bytes), await keepUpload(ada, bytes), await keepUpload(bob, bytes)]
    expect(ids[0]?.id).toBe(ids[1]?.id)
    expect(ids[2]?.id).not.toBe(ids[0]?.id)
    expect(await db.file.count({ where: { teamId: team.id } })).toBe(1)
  })

  test('loses the notes of its camera, and stands upright', async () => {
    const viewer = await aViewer()
    const noted = aPhoto(80, 40).withExif({
      IFD0: { Copyright: 'Ada' },
      IFD3: { GPSLatitude: '48/1 12/1 0/1' },
    })
    const bytes = await noted.withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(bytes.includes('Exif')).toBe(true)
    const upload = await keepUpload(viewer, bytes)
    expect(upload).toMatchObject({ width: 40, height: 80 })
    const { content, mime } = await bytesOf(viewer, upload.id)
    const kept = await sharp(content).metadata()
    expect([mime, kept.width, kept.height, kept.exif, kept.orientation]).toEqual([
      'image/jpeg',
      40,
      80,
      undefined,
      undefined,
    ])
  })

  test.each<[string, () => Promise<Buffer>, RegExp]>([
    ['a GIF', () => aPhoto().gif().toBuffer(), /This is GIF\. Use PNG, JPEG or WebP\./],
    [
      'a drawing that is a program',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      /cannot be used/,
    ],
    ['a page', async () => Buffer.from('<!doctype html><script>alert(1)</script>'), /cannot be used/],
    ['nothing', async () => Buffer.alloc(0), /cannot be used/],
    ['half a picture', async () => (await aPhoto().png().toBuffer()).subarray(0, 3_000), /damaged/],
    [
      'a picture that would fill the memory',
      () =>
        sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      /12000 × 12000 pixels are more than/,
    ],
  ])('is not %s', async (_name, make, message) => {
    const viewer = await aViewer()
    await expect(keepUpload(viewer, await make())).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message),
    })
    expect(await db.upload.count({ where: { teamId: viewer.teamId } })).toBe(0)
    expect(await db.file.count({ where: { teamId: viewer.teamId } })).toBe(0)
  })

  test('has at most 20 MB, and no guest brings one', async () => {
    const tooLarge = Buffer.concat([await aPhoto().png().toBuffer(), Buffer.alloc(20 * 1024 * 1024)])
    await expect(keepUpload(await aViewer(), tooLarge)).rejects.toMatchObject({ code: 'too_large' })
    const guest = await aViewer({ role: 'guest' })
    const bytes = await aPhoto().png().toBuffer()
    await expect(keepUpload(guest, bytes)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

/** A generation from this upload. */
async function use(viewer: Viewer, id: string, visibility: 'team' | 'private' = 'team') {
  const inputs = [{ role: 'image', from: 'upload', id } as const]
  const input = aGenerationInput({ modelId: 'gemini-2.5-flash-image', inputs, visibility })
  await createGeneration(viewer, input)
  return input.id
}

describe('an upload is shown', () => {
  test('to whoever brought it, and to others once they see what was made from it', async () => {
    const team = await aTeam()
    const [ada, bob, admin] = [
      await aViewer({ team }),
      await aViewer({ team, role: 'editor' }),
      await aViewer({ team, role: 'admin' }),
    ]
    const { id } = await keepUpload(ada, await aPhoto().png().toBuffer())
    const missing = { code: 'not_found' }
    for (const other of [bob, admin]) await expect(bytesOf(other, id)).rejects.toMatchObject(missing)

    await use(ada, id, 'private')
    await expect(bytesOf(bob, id)).rejects.toMatchObject(missing)
    expect((await bytesOf(admin, id)).mime).toBe('image/png')

    const shown = await use(ada, id)
    expect((await bytesOf(bob, id)).mime).toBe('image/png')
    await db.generation.update({ where: { id: shown }, data: { trashedAt: new Date() } })
    await expect(bytesOf(bob, id)).rejects.toMatchObject(missing)
    expect((await bytesOf(ada, id)).mime).toBe('image/png')
    await expect(bytesOf(await aViewer({ role: 'owner' }), id)).rejects.toMatchObject(missing)
  })

  test('and used by nobody who does not see it', async () => {
    const team = await aTeam()
    const [ada, bob] = [await aViewer({ team }), await aViewer({ team, role: 'owner' })]
    const { id } = await keepUpload(ada, await aPhoto().png().toBuffer())
    await expect(use(bob, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(use(await aViewer({ role: 'owner' }), id)).rejects.toMatchObject({ code: 'not_found' })
    await use(ada, id)
    await use(bob, id)
  })

  test('and used by no admin while all that was made from it is private', async () => {
    const team = await aTeam()
    const [ada, admin] = [await aViewer({ team }), await aViewer({ team, role: 'admin' })]
    const { id } = await keepUpload(ada, await aPhoto().png().toBuffer())
    await use(ada, id, 'private')
    expect((await bytesOf(admin, id)).mime).toBe('image/png')
    const gone = 'Picture 1 can no longer be used. Remove it, or add it again.'
    await expect(use(admin, id)).rejects.toMatchObject({ code: 'not_found', message: gone })

    const shown = await use(ada, id)
    await use(admin, id, 'private')
    await db.generation.update({ where: { id: shown }, data: { trashedAt: new Date() } })
    await use(admin, id)
    await use(ada, id)
  })
})

describe('an upload of which nothing is made', () => {
  async function anUpload(viewer: Viewer) {
    const upload = await keepUpload(viewer, await aPhoto().png().toBuffer())
    const { file } = await db.upload.findUniqueOrThrow({ where: { id: upload.id }, include: { file: true } })
    return {
      id: upload.id,
      file,
      keys: [originalKey(file.teamId, file.sha256), previewKey(file.teamId, file.sha256, 256)],
    }
  }
  const sizes = (keys: string[]) => Promise.all(keys.map((key) => storage().size(key)))
  const age = (id: string, fileId: string, days: number) =>
    Promise.all([
      db.upload.update({ where: { id }, data: { createdAt: ago(days) } }),
      db.file.update({ where: { id: fileId }, data: { unreferencedAt: ago(days) } }),
    ])

  test('goes after 30 days, with its bytes; a day before, it is there', async () => {
    const viewer = await aViewer()
    const [old, young] = [await anUpload(viewer), await anUpload(viewer)]
    await age(old.id, old.file.id, 31)
    await age(young.id, young.file.id, 29)
    await purgeUploads(storage())
    expect(await db.upload.findMany({ where: { teamId: viewer.teamId }, select: { id: true } })).toEqual([
      { id: young.id },
    ])
    expect(await sizes(old.keys)).toEqual([null, null])
    expect(await sizes(young.keys)).toEqual([expect.any(Number), expect.any(Number)])
    expect(await db.file.count({ where: { id: old.file.id } })).toBe(0)
  })

  test('comes back whole when it is brought again', async () => {
    const viewer = await aViewer()
    const bytes = await aPhoto().png().toBuffer()
    const { id } = await keepUpload(viewer, bytes)
    const { fileId } = await db.upload.findUniqueOrThrow({ where: { id } })
    await age(id, fileId, 31)
    await purgeUploads(storage())
    const again = await keepUpload(viewer, bytes)
    expect((await bytesOf(viewer, again.id)).content.equals(bytes)).toBe(true)
  })

  test('stays for ever once something was made from it, or its bytes are those of an image', async () => {
    const viewer = await aViewer()
    const used = await anUpload(viewer)
    await use(viewer, used.id)
    expect((await db.file.findUniqueOrThrow({ where: { id: used.file.id } })).unreferencedAt).toBeNull()
    await age(used.id, used.file.id, 400)
    await purgeUploads(storage())
    expect(await sizes(used.keys)).toEqual([expect.any(Number), expect.any(Number)])
    await expect(db.file.delete({ where: { id: used.file.id } })).rejects.toThrow()
  })
})
