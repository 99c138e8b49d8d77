import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { createAlbum } from '#lib/albums/data.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { listGalleryImages, removeImages, setMarks } from '#lib/images/data.ts'
import type { GalleryScope } from '#lib/images/schema.ts'
import { removeGeneration } from '#lib/generations/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { listChanges, startChange, takeChangeBack } from './data.ts'
import { forgetChanges, resumeChanges, workThrough } from './run.ts'
import { workChunk } from './run/chunk.ts'
import type { Change } from './schema.ts'

openWorld()

/** Images of many generations, written at once. */
async function many(author: Viewer, count: number, perGeneration = 10): Promise<string[]> {
  const made: string[] = []
  for (let at = 0; at < count; at += perGeneration)
    made.push(
      ...(await aFinishedGeneration(author, { images: Math.min(perGeneration, count - at) })).imageIds,
    )
  return made
}

const ask = (viewer: Viewer, images: readonly string[], change: Change, id = uuid()) =>
  startChange(viewer, { id, selection: { images: [...images] }, change })

async function all(viewer: Viewer, scope: GalleryScope): Promise<string[]> {
  const ids: string[] = []
  let after: string | null = null
  do {
    const page = await listGalleryImages(viewer, { scope, limit: 200, ...(after === null ? {} : { after }) })
    ids.push(...page.images.map(({ id }) => id))
    after = page.next
  } while (after !== null)
  return ids.toSorted()
}

const stateOf = async (viewer: Viewer, id: string) =>
  (await listChanges(viewer)).changes.find((change) => change.id === id)

/** Everything that a change could touch, but when it was done. */
const snapshotOf = async (viewer: Viewer) => ({
  images: await db.image.findMany({ where: { teamId: viewer.teamId }, orderBy: { id: 'asc' } }),
  generations: await db.generation.findMany({
    where: { teamId: viewer.teamId },
    orderBy: { id: 'asc' },
    select: { id: true, trashedAt: true },
  }),
  places: await db.albumImage.findMany({ where: { teamId: viewer.teamId }, orderBy: { imageId: 'asc' } }),
  tags: await db.imageTag.findMany({
    where: { teamId: viewer.teamId },
    orderBy: [{ imageId: 'asc' }, { tagId: 'asc' }],
  }),
  marks: (
    await db.imageMark.findMany({ where: { teamId: viewer.teamId }, orderBy: { imageId: 'asc' } })
  ).filter(({ favourite, rejected, rating }) => favourite || rejected || rating !== null),
})

describe('few images', () => {
  test('are changed when the answer comes, and only those that one may change', async () => {
    const team = await aTeam()
    const [author, colleague] = [await aViewer({ team }), await aViewer({ team })]
    const [own, others] = [await many(author, 3), await many(colleague, 2)]
    const change = await ask(author, [...own, ...others, uuid()], { kind: 'trash' })
    expect(change).toMatchObject({ state: 'done', total: 5, done: 5, changed: 3, canUndo: true })
    expect(await all(author, 'team')).toEqual(others.toSorted())
  })

  test('asked for twice are changed once', async () => {
    const viewer = await aViewer()
    const images = await many(viewer, 2)
    const id = uuid()
    await Promise.all([1, 2, 3].map(() => ask(viewer, images, { kind: 'trash' }, id)))
    expect(await db.bulkChange.count({ where: { teamId: viewer.teamId } })).toBe(1)
    const colleague = await aViewer({ team: { id: viewer.teamId, slug: viewer.teamSlug } })
    await expect(ask(colleague, images, { kind: 'trash' }, id)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('many images', () => {
  test('go on from the middle when whoever worked on them was killed, each once', async () => {
    const viewer = await aViewer()
    const images = await many(viewer, 450)
    const album = await createAlbum(viewer, { id: uuid(), name: 'Spring' })
    const id = uuid()
    await db.$transaction(async (tx) => {
      await tx.bulkChange.create({
        data: {
          id,
          teamId: viewer.teamId,
          userId: viewer.userId,
          change: { kind: 'addToAlbum', album: album.id },
          total: 450,
        },
      })
      await tx.bulkChangeImage.createMany({
        data: images.map((imageId, position) => ({ changeId: id, position, imageId, teamId: viewer.teamId })),
      })
    })
    await db.$transaction((tx) => workChunk(tx, id))
    const killed = db.$transaction(async (tx) => {
      await workChunk(tx, id)
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    expect(await db.albumImage.count({ where: { albumId: album.id } })).toBe(200)
    await Promise.all([workThrough(id), workThrough(id)])
    const places = await db.albumImage.findMany({ where: { albumId: album.id }, orderBy: { rank: 'asc' } })
    expect(places.map(({ imageId }) => imageId)).toEqual(images)
    await workThrough(id)
    expect(await stateOf(viewer, id)).toMatchObject({ state: 'done', done: 450, changed: 450 })
    await resumeChanges()
  })

  test('stop where they are when they are taken back on the way, and only those come back', async () => {
    const viewer = await aViewer()
    const images = await many(viewer, 250)
    const started = await ask(viewer, images, { kind: 'trash' })
    await db.$transaction((tx) => workChunk(tx, started.id))
    const undo = await takeChangeBack(viewer, started.id)
    expect(await takeChangeBack(viewer, started.id)).toMatchObject({ id: undo.id })
    await workThrough(started.id)
    await workThrough(undo.id)
    expect(undo.total).toBe(200)
    expect(await all(viewer, 'mine')).toEqual(images.toSorted())
  })

  test('are changed as far as their member is allowed to then, and no further', async () => {
    for (const change of [{ leftAt: new Date() }, { role: 'guest' }] as const) {
      const viewer = await aViewer()
      const images = await many(viewer, 450)
      const started = await ask(viewer, images, { kind: 'trash' })
      await db.$transaction((tx) => workChunk(tx, started.id))
      await db.membership.updateMany({ where: { userId: viewer.userId }, data: change })
      await workThrough(started.id)
      expect(await all(viewer, 'mine')).toHaveLength(250)
      expect(await stateOf(viewer, started.id)).toMatchObject({ state: 'failed', done: 200, changed: 200 })
    }
  })
})

describe('what is taken back', () => {
  const changes: [string, (album: string) => Change][] = [
    ['the trash', () => ({ kind: 'trash' })],
    ['being put into an album', (album) => ({ kind: 'addToAlbum', album })],
    ['being taken out of an album', (album) => ({ kind: 'removeFromAlbum', album })],
    ['tags', () => ({ kind: 'tag', tags: ['boat', 'sea'] })],
    ['tags taken off', () => ({ kind: 'untag', tags: ['boat', 'sea'] })],
    ['favourites', () => ({ kind: 'mark', marks: { favourite: true } })],
    ['ratings', () => ({ kind: 'mark', marks: { rating: 4, rejected: false } })],
    ['restoring', () => ({ kind: 'restore' })],
  ]
  test.each(changes)('from %s is exactly what it was before', async (_, changeOf) => {
    const viewer = await aViewer({ role: 'editor' })
    const images = await many(viewer, 410, 7)
    const { id: album } = await createAlbum(viewer, { id: uuid(), name: 'Spring' })
    await ask(viewer, images.slice(0, 90).toReversed(), { kind: 'addToAlbum', album })
    await ask(viewer, images.slice(50, 120), { kind: 'tag', tags: ['sea'] })
    await setMarks(viewer, images.slice(0, 60), { rating: 2, favourite: true })
    await setMarks(viewer, images.slice(40, 80), { rejected: true })
    await removeImages(viewer, images.slice(0, 10))
    const rows = await db.image.findMany({
      where: { id: { in: [images[10], images[150], images[400]].map(String) } },
    })
    for (const { generationId } of rows) await removeGeneration(viewer, generationId)
    const before = await snapshotOf(viewer)
    const started = await ask(viewer, images, changeOf(album))
    await workThrough(started.id)
    expect(await stateOf(viewer, started.id)).toMatchObject({ state: 'done' })
    expect(await snapshotOf(viewer)).not.toEqual(before)
    const undo = await takeChangeBack(viewer, started.id)
    await workThrough(undo.id)
    expect(await stateOf(viewer, undo.id)).toMatchObject({ state: 'done' })
    expect(await snapshotOf(viewer)).toEqual(before)
  })

  test('is one’s own, and of the last week', async () => {
    const team = await aTeam()
    const [viewer, admin, guest] = [
      await aViewer({ team }),
      await aViewer({ team, role: 'admin' }),
      await aViewer({ team, role: 'guest' }),
    ]
    const stranger = await aViewer({ role: 'owner' })
    const started = await ask(viewer, await many(viewer, 1), { kind: 'trash' })
    for (const other of [admin, guest, stranger]) {
      await expect(takeChangeBack(other, started.id)).rejects.toMatchObject({ code: 'not_found' })
      expect(await listChanges(other)).toEqual({ changes: [] })
    }
    await db.bulkChange.update({
      where: { id: started.id },
      data: { createdAt: new Date(Date.now() - 8 * 864e5) },
    })
    await forgetChanges()
    await expect(takeChangeBack(viewer, started.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await db.bulkChangeImage.count({ where: { changeId: started.id } })).toBe(0)
  })
})

test('a guest changes nothing, and a stranger nothing of ours', async () => {
  const team = await aTeam()
  const [viewer, guest] = [await aViewer({ team }), await aViewer({ team, role: 'guest' })]
  const stranger = await aViewer({ role: 'owner' })
  const images = await many(viewer, 3)
  const changes: Change[] = [
    { kind: 'trash' },
    { kind: 'restore' },
    { kind: 'purge' },
    { kind: 'tag', tags: ['a'] },
    { kind: 'untag', tags: ['a'] },
    { kind: 'mark', marks: { favourite: true } },
  ]
  const before = await snapshotOf(viewer)
  for (const change of changes) {
    await expect(ask(guest, images, change)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await ask(stranger, images, change)).toMatchObject({ total: 0, changed: 0 })
  }
  expect(await snapshotOf(viewer)).toEqual(before)
})
