import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { removeImages } from '#lib/images/data.ts'
import { originalKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { aFolder } from '#tests/unit/folder.ts'
import { getDownload, zipSelection } from './data.ts'
import type { DownloadFormat, DownloadOptions } from './schema/options.ts'
import { downloadFormats } from './schema/options.ts'
import { readRecipe } from './schema/read.ts'

openWorld()

const withRecipe = (as: DownloadFormat): DownloadOptions => ({ as, recipe: true })

/** As a provider sends it: with notes of its own. */
const aPng = (hue: number) =>
  sharp({ create: { width: 40, height: 24, channels: 4, background: { r: hue, g: 90, b: 200, alpha: 0.5 } } })
    .withExif({ IFD0: { Artist: 'provider-of-note' } })
    .png()
    .toBuffer()

const fileOf = async (imageId: string) =>
  (await db.image.findUniqueOrThrow({ where: { id: imageId }, select: { file: true } })).file

/** Images whose files have bytes. */
async function images(author: Viewer, wishes: Parameters<typeof aFinishedGeneration>[1] = {}) {
  const { id, imageIds } = await aFinishedGeneration(author, wishes)
  for (const [index, imageId] of imageIds.entries()) {
    const bytes = await aPng(index % 256)
    const { sha256 } = await fileOf(imageId)
    await storage().put(originalKey(author.teamId, sha256), bytes)
  }
  return { id, imageIds, first: imageIds[0] ?? '' }
}

const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer()

test.each(downloadFormats)(
  'as %s a picture has how it was made inside, and nothing of anybody else',
  async (as) => {
    const viewer = await aViewer()
    const prompt = 'A boat <"&> in 港 🍮'
    const { first } = await images(viewer, { prompt, createdAt: new Date('2026-05-03T10:00:00Z') })
    const file = await getDownload(viewer, first, withRecipe(as))
    const format = as === 'original' ? 'png' : as
    expect(file).toMatchObject({ mime: `image/${format}`, hasRecipe: true })
    expect(file.name).toBe(`A-boat-in-港-2026-05-03-${first.slice(-8)}`)
    expect(file.ending).toBe(as === 'jpeg' ? 'jpg' : format)
    expect(readRecipe(file.bytes)).toEqual({
      kind: 'recipe',
      recipe: {
        version: 1,
        prompt,
        template: null,
        variables: {},
        model: 'imagen-3.0-generate-002',
        provider: null,
        executedModel: 'vertex/imagen',
        executedProvider: 'vertex',
        parameters: { aspect_ratio: '1:1' },
        extra: {},
        n: 1,
        inputs: 0,
        createdAt: '2026-05-03T10:00:00.000Z',
      },
    })
    const text = Buffer.from(file.bytes).toString('latin1')
    for (const word of ['provider-of-note', viewer.userId, viewer.teamId, first, 'req_1'])
      expect(text).not.toContain(word)
    const seen = await sharp(file.bytes).metadata()
    expect([seen.width, seen.height]).toEqual([40, 24])
  },
)

test('an original keeps its very pixels, and without a recipe nothing stands beside them', async () => {
  const viewer = await aViewer()
  const { first } = await images(viewer)
  for (const recipe of [true, false]) {
    const file = await getDownload(viewer, first, { as: 'original', recipe })
    expect((await pixels(file.bytes)).equals(await pixels(await aPng(0)))).toBe(true)
    expect(file.hasRecipe).toBe(recipe)
    const { exif, xmp } = await sharp(file.bytes).metadata()
    expect([exif, xmp !== undefined]).toEqual([undefined, recipe])
  }
})

test('a prompt that was taken back is in no file', async () => {
  const viewer = await aViewer()
  const { id, first } = await images(viewer, { prompt: 'Secret words' })
  await db.generation.update({ where: { id }, data: { prompt: null, template: null, variables: {} } })
  const file = await getDownload(viewer, first, withRecipe('original'))
  expect(file.name).toMatch(/^picture-/)
  expect(readRecipe(file.bytes)).toMatchObject({ recipe: { prompt: null, model: 'imagen-3.0-generate-002' } })
  expect(Buffer.from(file.bytes).toString('latin1')).not.toContain('Secret')
})

test('what is said to be made of other pictures says so', async () => {
  const viewer = await aViewer()
  const { first: source } = await images(viewer)
  const { id, first } = await images(viewer)
  const { id: fileId } = await fileOf(source)
  await db.generationInput.create({
    data: { generationId: id, teamId: viewer.teamId, role: 'image', position: 0, fileId, imageId: source },
  })
  const file = await getDownload(viewer, first, withRecipe('webp'))
  const text = Buffer.from(file.bytes).toString()
  expect(text).toContain('digitalsourcetype/compositeWithTrainedAlgorithmicMedia')
  expect(text).not.toContain(source)
})

test('a stranger gets nothing, of a private picture a colleague neither, and of the trash who sees it there', async () => {
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team })
  const editor = await aViewer({ team, role: 'editor' })
  const stranger = await aViewer()
  const mine = await images(author, { visibility: 'private' })
  const thrown = await images(author)
  await removeImages(author, thrown.imageIds)
  const options = withRecipe('original')
  const refused = { code: 'not_found', message: 'That image is gone.' }
  const zipped = (who: Viewer, ids: string[]) => zipSelection(who, { ...options, selection: { images: ids } })
  for (const who of [stranger, colleague]) {
    for (const { first } of [mine, thrown]) {
      await expect(getDownload(who, first, options)).rejects.toMatchObject(refused)
      await expect(zipped(who, [first])).rejects.toMatchObject({ code: 'not_found' })
    }
  }
  await expect(getDownload(author, uuid(), options)).rejects.toMatchObject(refused)
  expect(await getDownload(author, mine.first, options)).toMatchObject({ hasRecipe: true })
  for (const who of [author, editor])
    expect(await getDownload(who, thrown.first, options)).toMatchObject({ hasRecipe: true })
})

const manifestSchema = z.object({
  madeAt: z.iso.datetime(),
  images: z.array(
    z.looseObject({
      file: z.string().nullable(),
      sha256: z.string().optional(),
      bytes: z.number().optional(),
    }),
  ),
})

/** Writes the zip to a file, and lets another program read it. */
async function unzipped(viewer: Viewer, ids: string[], options = withRecipe('original')) {
  const path = join(await aFolder(), 'a.zip')
  const { stream, filename } = await zipSelection(viewer, { ...options, selection: { images: ids } })
  expect(filename).toMatch(/^pictures-\d{4}-\d\d-\d\d\.zip$/)
  await pipeline(stream, createWriteStream(path))
  execFileSync('unzip', ['-tq', path])
  const listed = execFileSync('unzip', ['-Z1', path], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  const read = (name: string) => execFileSync('unzip', ['-p', path, name], { maxBuffer: 50_000_000 })
  const manifest = manifestSchema.parse(JSON.parse(read('manifest.json').toString()))
  return { names: listed.toString().trim().split('\n'), read, manifest }
}

test('a zip has the pictures in the order of the selection, and says of each how it was made', async () => {
  const viewer = await aViewer()
  const { imageIds } = await images(viewer, { images: 3, prompt: '../../etc/passwd CON' })
  const { names, read, manifest } = await unzipped(viewer, imageIds.toReversed())
  expect(names).toHaveLength(4)
  expect(manifest.images.map(({ file }) => file)).toEqual(names.slice(0, -1))
  for (const [index, { file, sha256, bytes, ...facts }] of manifest.images.entries()) {
    const held = read(file ?? '')
    expect(file).toBe(
      `000${index + 1}-etc-passwd-CON-${new Date().toISOString().slice(0, 10)}-${imageIds[2 - index]?.slice(-8)}.png`,
    )
    expect([held.byteLength, createHash('sha256').update(held).digest('hex')]).toEqual([bytes, sha256])
    expect(readRecipe(held)).toMatchObject({ recipe: { prompt: '../../etc/passwd CON' } })
    expect(facts).toMatchObject({
      prompt: '../../etc/passwd CON',
      modelId: 'imagen-3.0-generate-002',
      executedProvider: 'vertex',
      parameters: { aspect_ratio: '1:1' },
      costMicros: 30_000,
      seconds: 0,
      hasRecipe: true,
      author: expect.any(String),
    })
  }
})

test('a zip of pictures that are made anew, without their recipes', async () => {
  const viewer = await aViewer()
  const { imageIds } = await images(viewer, { images: 2 })
  const { names, read, manifest } = await unzipped(viewer, imageIds, { as: 'jpeg', recipe: false })
  expect(names.filter((name) => name.endsWith('.jpg'))).toHaveLength(2)
  expect(manifest.images.map(({ hasRecipe }) => hasRecipe)).toEqual([false, false])
  expect(await sharp(read(names[0] ?? '')).metadata()).toMatchObject({ format: 'jpeg', width: 40 })
})

test('what the storage lost is said, what others keep to themselves is not there', async () => {
  const team = await aTeam()
  const viewer = await aViewer({ team })
  const { imageIds } = await images(viewer, { images: 3 })
  const other = await images(await aViewer({ team }), { visibility: 'private' })
  const stranger = await images(await aViewer())
  const { sha256 } = await fileOf(imageIds[1] ?? '')
  await storage().remove(originalKey(viewer.teamId, sha256))
  const { names, manifest } = await unzipped(viewer, [...imageIds, other.first, stranger.first, uuid()])
  expect(names).toHaveLength(3)
  expect(manifest.images.map(({ file, problem }) => [file === null, problem])).toEqual([
    [false, undefined],
    [true, 'missing'],
    [false, undefined],
  ])
})

test('more pictures than can be made anew in a while are refused before anything is', async () => {
  const viewer = await aViewer()
  const { imageIds } = await aFinishedGeneration(viewer, { images: 501 })
  const wish = { selection: { images: imageIds }, recipe: true }
  await expect(zipSelection(viewer, { ...wish, as: 'webp' })).rejects.toMatchObject({
    code: 'invalid',
    message: 'At most 500 pictures are made anew at once. Choose fewer, or take the originals.',
  })
  const { stream } = await zipSelection(viewer, { ...wish, as: 'original' })
  await stream.cancel()
})

test('a reader that goes away in the middle leaves no file open, and stops the work', async () => {
  const viewer = await aViewer()
  const { imageIds } = await images(viewer, { images: 5 })
  const open = async () => (await readdir('/proc/self/fd')).length
  const before = await open()
  for (let times = 0; times < 20; times++) {
    const gone = new AbortController()
    const wish = { ...withRecipe('webp'), selection: { images: imageIds } }
    const { stream } = await zipSelection(viewer, wish, gone.signal)
    const reader = stream.getReader()
    await reader.read()
    gone.abort()
    await reader.cancel()
  }
  await eventually(async () => (await open()) <= before + 1)
})
