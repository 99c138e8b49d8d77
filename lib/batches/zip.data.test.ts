import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { removeGeneration } from '#lib/generations/data.ts'
import { originalKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { aFolder } from '#tests/unit/folder.ts'
import { aBatchInput, aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { createBatch, getBatch, listCells, zipBatch } from './data.ts'
import type { BatchInput } from './schema.ts'

const world = openWorld()

async function aDoneBatch(viewer: Viewer, input: BatchInput): Promise<string> {
  await world.work()
  const { id } = await createBatch(viewer, input)
  await eventually(async () => (await getBatch(viewer, id)).state === 'done', 20_000)
  return id
}

const manifestSchema = z.object({
  batch: z.looseObject({ id: z.string(), costMicros: z.number(), plan: z.looseObject({ kind: z.string() }) }),
  images: z.array(
    z.looseObject({
      file: z.string().nullable(),
      sha256: z.string(),
      bytes: z.number(),
      costMicros: z.number().nullable(),
      prompt: z.string(),
    }),
  ),
})

/** Writes the zip to a file, and lets another program read it. */
async function unzipped(viewer: Viewer, id: string) {
  const folder = await aFolder()
  const { filename, stream } = await zipBatch(viewer, id)
  const path = join(folder, filename)
  await pipeline(stream, createWriteStream(path))
  execFileSync('unzip', ['-tq', path])
  const names = execFileSync('unzip', ['-Z1', path], { env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  const read = (name: string) => execFileSync('unzip', ['-p', path, name], { maxBuffer: 50_000_000 })
  const manifest = manifestSchema.parse(JSON.parse(read('manifest.json').toString()))
  return { filename, names: names.toString().trim().split('\n'), read, manifest }
}

test('a zip has the very bytes of every image, in order, and says how each was made', async () => {
  const viewer = await aViewer()
  const template = 'Zip: {../../etc/passwd|CON|a "quoted", long and windy description of a boat in a harbour}'
  const id = await aDoneBatch(viewer, aBatchInput({ template, parameters: { n: 2 } }))
  const { filename, names, read, manifest } = await unzipped(viewer, id)
  expect(filename).toBe('Zip-etc-passwd-CON-a-quoted-long-and-win.zip')
  expect(names).toEqual([
    '0001-Zip-etc-passwd-1.png',
    '0001-Zip-etc-passwd-2.png',
    '0002-Zip-CON-1.png',
    '0002-Zip-CON-2.png',
    '0003-Zip-a-quoted-long-and-windy-description-1.png',
    '0003-Zip-a-quoted-long-and-windy-description-2.png',
    'manifest.json',
  ])
  expect(manifest.batch).toMatchObject({ id, kind: 'variants', costMicros: 180_000, plan: { template } })
  expect(manifest.images.map(({ file }) => file)).toEqual(names.slice(0, -1))
  for (const { file, sha256, bytes, costMicros } of manifest.images) {
    const held = read(file ?? '')
    expect(createHash('sha256').update(held).digest('hex')).toBe(sha256)
    expect([held.byteLength, costMicros]).toEqual([bytes, 30_000])
  }
  expect(manifest.images[2]).toMatchObject({ prompt: 'Zip: CON', template, parameters: {}, n: 2 })
})

test('names of prompts in any script are kept, and of none are a number', async () => {
  const viewer = await aViewer()
  const id = await aDoneBatch(viewer, aBatchInput({ template: '{港の夕暮れ|!?|Crème brûlée 🍮}' }))
  const { filename, names } = await unzipped(viewer, id)
  expect(filename).toBe('Creme-brulee.zip')
  expect(names).toEqual(['0001-港の夕暮れ-1.png', '0002-1.png', '0003-Crème-brûlée-1.png', 'manifest.json'])
})

test('what was thrown away is not in it, what was reused is, and what the storage lost is said', async () => {
  const viewer = await aViewer()
  const first = await aDoneBatch(viewer, aBatchInput({ template: 'Kept {a|b}' }))
  const second = await aDoneBatch(viewer, aBatchInput({ template: 'Kept {a|b|c|d}' }, { reuse: true }))
  const { cells } = await listCells(viewer, second)
  await removeGeneration(viewer, cells[2]?.generation?.id ?? '')
  const lost = await db.image.findFirstOrThrow({
    where: { generationId: cells[3]?.generation?.id ?? uuid() },
    select: { file: { select: { sha256: true } } },
  })
  await storage().remove(originalKey(viewer.teamId, lost.file.sha256))
  const { names, manifest } = await unzipped(viewer, second)
  expect(names).toEqual(['0001-Kept-a-1.png', '0002-Kept-b-1.png', 'manifest.json'])
  expect(manifest.images.map(({ file, costMicros }) => [file, costMicros])).toEqual([
    ['0001-Kept-a-1.png', 0],
    ['0002-Kept-b-1.png', 0],
    [null, 30_000],
  ])
  expect((await unzipped(viewer, first)).names).toHaveLength(3)
})

test('a stranger gets nothing, and of a private batch a colleague neither', async () => {
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team })
  const stranger = await aViewer()
  const { id } = await createBatch(author, aBatchInput({}, { visibility: 'private' }))
  for (const who of [colleague, stranger])
    await expect(zipBatch(who, id)).rejects.toMatchObject({ code: 'not_found' })
})

test('a reader that goes away in the middle leaves no file open', async () => {
  const viewer = await aViewer()
  const id = await aDoneBatch(viewer, aBatchInput({ template: 'Left {a|b|c}' }))
  const open = async () => (await readdir('/proc/self/fd')).length
  const before = await open()
  for (let times = 0; times < 20; times++) {
    const { stream } = await zipBatch(viewer, id)
    const reader = stream.getReader()
    await reader.read()
    await reader.read()
    await reader.cancel()
  }
  await eventually(async () => (await open()) <= before + 1)
})
