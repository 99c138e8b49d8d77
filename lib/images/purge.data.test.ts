import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { createAlbum, listAlbums, removeAlbum } from '#lib/albums/data.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { startChange, takeChangeBack } from '#lib/bulk/data.ts'
import type { Change } from '#lib/bulk/schema.ts'
import { database, db } from '#lib/db/client.ts'
import { keepOriginal } from '#lib/db/originals.ts'
import {
  createGeneration,
  findGeneration,
  removeGeneration,
  restoreGeneration,
} from '#lib/generations/data.ts'
import { purgeUploads } from '#lib/inputs/run.ts'
import type { Storage } from '#lib/storage/port.ts'
import { originalKey, previewKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aGenerationInput, aTeam, aViewer, eventually, ledgerMicros, openWorld } from '#tests/setup/world.ts'
import { getImageDetail, removeImages, restoreImages, setMarks } from './data.ts'
import { drawPreviews } from './run.ts'
import { purgeTrash } from './run/trash.ts'
import { daysLeftText } from './schema.ts'

const world = openWorld()

const ago = (days: number) => new Date(Date.now() - days * 24 * 60 * 60_000)

/** As if these had been thrown away so many days ago. */
async function age(teamId: string, days: number): Promise<void> {
  for (const where of [{ teamId, trashedAt: { not: null } }]) {
    await db.image.updateMany({ where, data: { trashedAt: ago(days) } })
    await db.generation.updateMany({ where, data: { trashedAt: ago(days) } })
    await db.album.updateMany({ where, data: { trashedAt: ago(days) } })
  }
}

const ageFiles = (teamId: string, days: number) =>
  db.file.updateMany({
    where: { teamId, unreferencedAt: { not: null } },
    data: { unreferencedAt: ago(days) },
  })

const change = (viewer: Viewer, images: readonly string[], what: Change) =>
  startChange(viewer, { id: uuid(), selection: { images: [...images] }, change: what })

/** A picture with its bytes and previews, from the worker. */
async function aRealPicture(viewer: Viewer) {
  const { id } = await createGeneration(viewer, aGenerationInput({ prompt: `A harbour ${uuid()}` }))
  const image = await eventually(() =>
    db.image.findFirst({ where: { generationId: id }, include: { file: true } }),
  )
  await drawPreviews(storage(), image.id, 64_000_000)
  const { sha256 } = image.file
  const keys = [originalKey(viewer.teamId, sha256), previewKey(viewer.teamId, sha256, 256)]
  return { id, imageId: image.id, fileId: image.fileId, keys, bytes: await storage().readAll(keys[0] ?? '') }
}

const areThere = (keys: readonly string[]) =>
  Promise.all(keys.map(async (key) => (await storage().size(key)) !== null))

describe('after 30 days', () => {
  test('an image goes with all that was put on it; a day before, it can be restored', async () => {
    const viewer = await aViewer()
    const { imageIds } = await aFinishedGeneration(viewer, { images: 3 })
    const [gone = '', young = '', kept = ''] = imageIds
    const { id: album } = await createAlbum(viewer, { id: uuid(), name: 'Spring' })
    await change(viewer, imageIds, { kind: 'addToAlbum', album })
    await change(viewer, imageIds, { kind: 'tag', tags: ['sea'] })
    await setMarks(viewer, imageIds, { rating: 4 })
    await db.album.update({ where: { id: album }, data: { coverImageId: gone } })
    await removeImages(viewer, [gone, young])
    await db.image.update({ where: { id: gone }, data: { trashedAt: ago(30.1) } })
    await db.image.update({ where: { id: young }, data: { trashedAt: ago(29.9) } })
    await purgeTrash()
    expect(await db.image.count({ where: { id: gone } })).toBe(0)
    await expect(getImageDetail(viewer, gone)).rejects.toMatchObject({ code: 'not_found' })
    expect(await restoreImages(viewer, [gone, young])).toEqual([young])
    expect((await listAlbums(viewer)).albums).toMatchObject([{ count: 2, cover: { id: young } }])
    expect(await getImageDetail(viewer, kept)).toMatchObject({
      tags: ['sea'],
      rating: 4,
      siblings: [young, kept],
    })
  })

  test('a generation of which nothing is left says nothing any more, but what it cost', async () => {
    await world.work()
    const viewer = await aViewer()
    const { id, imageId } = await aRealPicture(viewer)
    const spent = await ledgerMicros({ generationId: id })
    const attempts = await db.attempt.findMany({ where: { generationId: id } })
    await removeGeneration(viewer, id)
    await age(viewer.teamId, 31)
    await purgeTrash()
    const row = await db.generation.findUniqueOrThrow({ where: { id } })
    expect(row).toMatchObject({
      prompt: null,
      template: null,
      parameters: {},
      variables: {},
      purgedAt: expect.any(Date),
    })
    expect(row.costMicros).toBe(30_000n)
    expect(await ledgerMicros({ generationId: id })).toEqual(spent)
    expect(await db.attempt.findMany({ where: { generationId: id } })).toEqual(attempts)
    await expect(restoreGeneration(viewer, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await findGeneration(viewer, id)).toBeNull()
    expect(await db.image.count({ where: { id: imageId } })).toBe(0)
    expect(await db.auditEvent.count({ where: { teamId: viewer.teamId, action: 'trash.purge' } })).toBe(1)
  })

  test('one that failed, and was thrown away, goes, too; one that may still be paid for stays', async () => {
    const viewer = await aViewer()
    const failed = await aFinishedGeneration(viewer, { images: 0, status: 'failed' })
    const open = await aFinishedGeneration(viewer, { images: 1 })
    await removeGeneration(viewer, failed.id)
    await removeImages(viewer, open.imageIds)
    await db.generation.update({ where: { id: open.id }, data: { status: 'unknown' } })
    await age(viewer.teamId, 31)
    await purgeTrash()
    const rows = await db.generation.findMany({
      where: { teamId: viewer.teamId },
      select: { id: true, prompt: true },
    })
    expect(new Map(rows.map(({ id, prompt }) => [id, prompt]))).toEqual(
      new Map([
        [failed.id, null],
        [open.id, 'A harbour at dusk'],
      ]),
    )
  })

  test('an album goes, and its images stay', async () => {
    const viewer = await aViewer()
    const { imageIds, id } = await aFinishedGeneration(viewer)
    const { id: album } = await createAlbum(viewer, { id: uuid(), name: 'Spring' })
    await change(viewer, imageIds, { kind: 'addToAlbum', album })
    await db.generation.update({ where: { id }, data: { albumId: album } })
    await removeAlbum(viewer, album)
    await age(viewer.teamId, 31)
    await purgeTrash()
    expect(await listAlbums(viewer)).toMatchObject({ albums: [], trashed: [] })
    expect(await getImageDetail(viewer, imageIds[0] ?? '')).toMatchObject({ albums: [] })
  })
})

describe('the bytes', () => {
  test('go a week later, with their previews, and not before', async () => {
    await world.work()
    const viewer = await aViewer()
    const { id, keys, fileId } = await aRealPicture(viewer)
    await removeGeneration(viewer, id)
    await age(viewer.teamId, 31)
    await purgeTrash()
    await ageFiles(viewer.teamId, 6)
    await purgeUploads(storage())
    expect(await areThere(keys)).toEqual([true, true])
    await ageFiles(viewer.teamId, 8)
    await purgeUploads(storage())
    expect(await areThere(keys)).toEqual([false, false])
    expect(await db.file.count({ where: { id: fileId } })).toBe(0)
  })

  test('stay for what was made from them, which still can be made again, and go with that', async () => {
    await world.work()
    const viewer = await aViewer()
    const source = await aRealPicture(viewer)
    const { id: made } = await createGeneration(viewer, {
      ...aGenerationInput({ modelId: 'gemini-2.5-flash-image', prompt: 'The same at night' }),
      inputs: [{ role: 'image', from: 'gallery', id: source.imageId }],
    })
    const child = await eventually(() => db.image.findFirst({ where: { generationId: made } }))
    await removeImages(viewer, [source.imageId])
    expect((await getImageDetail(viewer, child.id)).input.inputs).toMatchObject([{ from: 'gallery' }])
    await age(viewer.teamId, 31)
    await purgeTrash()
    await ageFiles(viewer.teamId, 8)
    await purgeUploads(storage())
    expect(await areThere(source.keys.slice(0, 1))).toEqual([true])
    expect((await getImageDetail(viewer, child.id)).input.inputs).toEqual([{ role: 'image', from: 'hidden' }])
    await removeGeneration(viewer, made)
    await age(viewer.teamId, 31)
    await purgeTrash()
    await ageFiles(viewer.teamId, 8)
    await purgeUploads(storage())
    expect(await areThere(source.keys)).toEqual([false, false])
  })

  test('whose writer died before anything referred to them are let go of, and found again by the next', async () => {
    const viewer = await aViewer()
    const bytes = randomBytes(500)
    const { id } = await keepOriginal(storage(), viewer.teamId, bytes, 'image/png')
    await purgeTrash()
    expect(await db.file.findUniqueOrThrow({ where: { id } })).toMatchObject({ unreferencedAt: null })
    await db.file.update({ where: { id }, data: { createdAt: ago(2) } })
    await purgeTrash()
    expect((await db.file.findUniqueOrThrow({ where: { id } })).unreferencedAt).not.toBeNull()
    await ageFiles(viewer.teamId, 8)
    expect(await keepOriginal(storage(), viewer.teamId, bytes, 'image/png')).toMatchObject({ id })
    await purgeUploads(storage())
    expect(await db.file.count({ where: { id } })).toBe(1)
  })

  test('are there for a writer of the same ones, whenever the purge comes by', async () => {
    const viewer = await aViewer()
    for (let turn = 0; turn < 20; turn++) {
      const bytes = randomBytes(400 + turn)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const { id } = await keepOriginal(storage(), viewer.teamId, bytes, 'image/png')
      await db.file.update({ where: { id }, data: { state: 'stored', unreferencedAt: ago(8) } })
      const [, kept] = await Promise.all([
        purgeUploads(storage()),
        keepOriginal(storage(), viewer.teamId, bytes, 'image/png'),
      ])
      expect(await db.file.count({ where: { id: kept.id } })).toBe(1)
      expect(await storage().size(originalKey(viewer.teamId, sha256))).toBe(bytes.length)
    }
  })

  test('are there for one who comes while they are being deleted', async () => {
    // One connection cannot be used by two at once.
    if (database().kind === 'embedded') return
    const viewer = await aViewer()
    const bytes = randomBytes(600)
    const { id, sha256 } = await keepOriginal(storage(), viewer.teamId, bytes, 'image/png')
    await db.file.update({ where: { id }, data: { state: 'stored', unreferencedAt: ago(8) } })
    const writing: ReturnType<typeof keepOriginal>[] = []
    const slow: Storage = {
      ...storage(),
      remove: async (key) => {
        if (writing.length === 0) writing.push(keepOriginal(storage(), viewer.teamId, bytes, 'image/png'))
        await new Promise((resolve) => setTimeout(resolve, 50))
        await storage().remove(key)
      },
    }
    await purgeUploads(slow)
    const [kept] = await Promise.all(writing)
    expect(kept).not.toMatchObject({ id })
    expect(await storage().size(originalKey(viewer.teamId, sha256))).toBe(bytes.length)
  })

  test('stay known where the purge is cut off between the storage and the database', async () => {
    await world.work()
    const viewer = await aViewer()
    const { id, keys, fileId, bytes } = await aRealPicture(viewer)
    await removeGeneration(viewer, id)
    await age(viewer.teamId, 31)
    await purgeTrash()
    await ageFiles(viewer.teamId, 8)
    const dying: Storage = {
      ...storage(),
      remove: async (key) => {
        await storage().remove(key)
        if (key === keys[0]) throw new Error('killed')
      },
    }
    await expect(purgeUploads(dying)).rejects.toThrow('killed')
    expect(await areThere(keys)).toEqual([false, false])
    expect(await db.file.count({ where: { id: fileId } })).toBe(1)
    // The same picture again, before the next night: it is put again.
    await keepOriginal(storage(), viewer.teamId, bytes, 'image/png')
    expect(await areThere(keys.slice(0, 1))).toEqual([true])
    await db.file.update({ where: { id: fileId }, data: { unreferencedAt: ago(8) } })
    await purgeUploads(storage())
    expect(await db.file.count({ where: { id: fileId } })).toBe(0)
  })
})

describe('deleting for good', () => {
  test('is for what is in the trash and one’s own, or an editor’s; it is audited, and not taken back', async () => {
    const team = await aTeam()
    const [author, colleague, editor] = [
      await aViewer({ team }),
      await aViewer({ team }),
      await aViewer({ team, role: 'editor' }),
    ]
    const stranger = await aViewer({ role: 'owner' })
    const { imageIds } = await aFinishedGeneration(author, { images: 3 })
    const [first = '', second = '', live = ''] = imageIds
    await removeImages(author, [first, second])
    for (const viewer of [colleague, stranger])
      expect(await change(viewer, imageIds, { kind: 'purge' })).toMatchObject({ changed: 0 })
    const done = await change(author, [first, live], { kind: 'purge' })
    expect(done).toMatchObject({ changed: 1, canUndo: false })
    expect(await change(editor, imageIds, { kind: 'purge' })).toMatchObject({ changed: 1 })
    expect((await getImageDetail(colleague, live)).id).toBe(live)
    await expect(takeChangeBack(author, done.id)).rejects.toMatchObject({ code: 'invalid' })
    const audited = await db.auditEvent.findMany({ where: { teamId: team.id, action: 'trash.purge' } })
    expect(audited.map(({ actorId }) => actorId)).toContain(author.userId)
    expect(audited.map(({ actorId }) => actorId)).toContain(editor.userId)
  })
})

test('the trash says when a thing goes', () => {
  const now = new Date('2026-05-31T12:00:00Z')
  expect(daysLeftText('2026-05-31T11:59:00Z', now)).toBe('30 days left')
  expect(daysLeftText('2026-05-27T13:00:00Z', now)).toBe('27 days left')
  expect(daysLeftText('2026-05-02T00:00:00Z', now)).toBe('1 day left')
  expect(daysLeftText('2026-05-01T12:00:00Z', now)).toBe('goes tonight')
})
