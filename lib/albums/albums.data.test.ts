import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { startChange } from '#lib/bulk/data.ts'
import { createBatch } from '#lib/batches/data.ts'
import { db } from '#lib/db/client.ts'
import { createGeneration, setVisibility } from '#lib/generations/data.ts'
import { removeImages, restoreImages } from '#lib/images/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aBatchInput, aGenerationInput, aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import {
  createAlbum,
  listAlbums,
  moveInAlbum,
  removeAlbum,
  renameAlbum,
  restoreAlbum,
  setAlbumCover,
} from './data.ts'
import type { Album } from './schema.ts'

const world = openWorld()

async function aCrowd() {
  const team = await aTeam()
  return {
    author: await aViewer({ team }),
    colleague: await aViewer({ team }),
    guest: await aViewer({ team, role: 'guest' }),
    editor: await aViewer({ team, role: 'editor' }),
    stranger: await aViewer({ role: 'owner' }),
  }
}

async function anAlbum(viewer: Viewer, images: readonly string[] = [], name = 'Spring'): Promise<string> {
  const { id } = await createAlbum(viewer, { id: uuid(), name })
  if (images.length > 0) await put(viewer, id, images)
  return id
}

const put = (viewer: Viewer, album: string, images: readonly string[]) =>
  startChange(viewer, {
    id: uuid(),
    selection: { images: [...images] },
    change: { kind: 'addToAlbum', album },
  })

async function orderOf(album: string): Promise<string[]> {
  const rows = await db.albumImage.findMany({
    where: { albumId: album, image: { trashedAt: null } },
    orderBy: [{ rank: 'asc' }, { imageId: 'asc' }],
  })
  return rows.map(({ imageId }) => imageId)
}

async function seen(viewer: Viewer, id: string): Promise<Album | undefined> {
  return (await listAlbums(viewer)).albums.find((album) => album.id === id)
}

describe('an album', () => {
  test('has the images that were put in, in their order, each once', async () => {
    const { author, colleague } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 4 })
    const [a = '', b = '', c = '', d = ''] = imageIds
    const album = await anAlbum(author, [c, a])
    await put(colleague, album, [a, d, b])
    expect(await orderOf(album)).toEqual([c, a, d, b])
    expect(await seen(colleague, album)).toMatchObject({ name: 'Spring', count: 4, cover: { id: c } })
  })

  test('keeps the place of an image that goes into the trash and comes back', async () => {
    const { author } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 3 })
    const album = await anAlbum(author, imageIds)
    await removeImages(author, imageIds.slice(0, 2))
    expect(await seen(author, album)).toMatchObject({ count: 1, cover: { id: imageIds[2] } })
    await restoreImages(author, imageIds.slice(0, 2))
    expect(await orderOf(album)).toEqual(imageIds)
  })

  test('counts and shows to each only what they see', async () => {
    const { author, colleague, guest } = await aCrowd()
    const open = await aFinishedGeneration(author)
    const hidden = await aFinishedGeneration(author)
    const album = await anAlbum(author, [...hidden.imageIds, ...open.imageIds])
    await setVisibility(author, hidden.id, 'private')
    expect(await seen(author, album)).toMatchObject({ count: 2, cover: { id: hidden.imageIds[0] } })
    for (const viewer of [colleague, guest])
      expect(await seen(viewer, album)).toMatchObject({ count: 1, cover: { id: open.imageIds[0] } })
    await setAlbumCover(author, album, hidden.imageIds[0] ?? '')
    expect(await seen(colleague, album)).toMatchObject({
      cover: { id: open.imageIds[0] },
      isCoverChosen: false,
    })
    await expect(setAlbumCover(colleague, album, hidden.imageIds[0] ?? '')).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('is led by the image that was chosen, until it leaves', async () => {
    const { author } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 3 })
    const album = await anAlbum(author, imageIds)
    await setAlbumCover(author, album, imageIds[1] ?? '')
    expect(await seen(author, album)).toMatchObject({ cover: { id: imageIds[1] }, isCoverChosen: true })
    await removeImages(author, [imageIds[1] ?? ''])
    expect(await seen(author, album)).toMatchObject({ cover: { id: imageIds[0] }, isCoverChosen: false })
    await restoreImages(author, [imageIds[1] ?? ''])
    await setAlbumCover(author, album, null)
    expect(await seen(author, album)).toMatchObject({ cover: { id: imageIds[0] }, isCoverChosen: false })
  })

  test('made twice with one id is one; of somebody else’s id it is refused', async () => {
    const { author, colleague } = await aCrowd()
    const id = await anAlbum(author)
    await createAlbum(author, { id, name: 'Spring' })
    expect((await listAlbums(author)).albums).toHaveLength(1)
    await expect(createAlbum(colleague, { id, name: 'Mine' })).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('order', () => {
  test('is what whoever moves says, from anywhere to anywhere', async () => {
    const { author } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 5 })
    const [a = '', b = '', c = '', d = '', e = ''] = imageIds
    const album = await anAlbum(author, imageIds)
    await moveInAlbum(author, album, { images: [e], before: a })
    expect(await orderOf(album)).toEqual([e, a, b, c, d])
    await moveInAlbum(author, album, { images: [d, e], before: c })
    expect(await orderOf(album)).toEqual([a, b, d, e, c])
    await moveInAlbum(author, album, { images: [a, d], before: null })
    expect(await orderOf(album)).toEqual([b, e, c, a, d])
    await moveInAlbum(author, album, { images: [b, uuid()], before: b })
    expect(await orderOf(album)).toEqual([b, e, c, a, d])
  })

  test('has room between two neighbours for ever', async () => {
    const { author } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 3 })
    const [a = '', b = '', c = ''] = imageIds
    const album = await anAlbum(author, [a, b, c])
    let [before, moved] = [b, c]
    for (let turn = 0; turn < 70; turn++) {
      await moveInAlbum(author, album, { images: [moved], before })
      expect(await orderOf(album)).toEqual([a, moved, before])
      ;[before, moved] = [moved, before]
    }
  })

  test('is not made in front of what is gone, and not of what one does not see', async () => {
    const { author, colleague } = await aCrowd()
    const { id, imageIds } = await aFinishedGeneration(author, { images: 2 })
    const others = await aFinishedGeneration(colleague)
    const album = await anAlbum(author, [...imageIds, ...others.imageIds])
    await setVisibility(author, id, 'private')
    const move = { images: others.imageIds, before: imageIds[0] ?? '' }
    await expect(moveInAlbum(colleague, album, move)).rejects.toMatchObject({ code: 'conflict' })
    await moveInAlbum(author, album, move)
    expect(await orderOf(album)).toEqual([...others.imageIds, ...imageIds])
  })

  test('stays one when several put in at the same time', async () => {
    const { author, colleague } = await aCrowd()
    const made = await Promise.all(
      [author, colleague].map((viewer) => aFinishedGeneration(viewer, { images: 20 })),
    )
    const album = await anAlbum(author)
    await Promise.all(made.map(({ imageIds }) => put(author, album, imageIds)))
    const ranks = await db.albumImage.findMany({ where: { albumId: album }, select: { rank: true } })
    expect(new Set(ranks.map(({ rank }) => rank)).size).toBe(40)
  })
})

describe('the trash', () => {
  test('has an album with all of its places, and gives it back', async () => {
    const { author } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 3 })
    const album = await anAlbum(author, imageIds)
    await removeAlbum(author, album)
    await removeAlbum(author, album)
    expect(await listAlbums(author)).toMatchObject({ albums: [], trashed: [{ id: album }] })
    await expect(put(author, album, imageIds)).rejects.toMatchObject({ code: 'not_found' })
    await restoreAlbum(author, album)
    expect(await seen(author, album)).toMatchObject({ count: 3 })
    expect(await orderOf(album)).toEqual(imageIds)
  })
})

describe('who', () => {
  test('members fill, its maker and editors change it, guests look, strangers find nothing', async () => {
    const { author, colleague, guest, editor, stranger } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 2 })
    const album = await anAlbum(author, imageIds)
    const move = { images: [imageIds[1] ?? ''], before: imageIds[0] ?? '' }
    await moveInAlbum(colleague, album, move)
    for (const change of [
      (viewer: Viewer) => renameAlbum(viewer, { id: album, name: 'Summer' }),
      (viewer: Viewer) => removeAlbum(viewer, album),
    ]) {
      for (const viewer of [colleague, guest])
        await expect(change(viewer)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(change(stranger)).rejects.toMatchObject({ code: 'not_found' })
      await change(editor)
    }
    for (const viewer of [colleague, guest, stranger])
      await expect(restoreAlbum(viewer, album)).rejects.toMatchObject({ code: 'not_found' })
    await restoreAlbum(author, album)
    await expect(moveInAlbum(guest, album, move)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(moveInAlbum(stranger, album, move)).rejects.toMatchObject({ code: 'not_found' })
    await expect(put(guest, album, imageIds)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(put(stranger, album, imageIds)).rejects.toMatchObject({ code: 'not_found' })
    await expect(createAlbum(guest, { id: uuid(), name: 'Mine' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await listAlbums(stranger)).toMatchObject({ albums: [], trashed: [] })
    expect(await seen(guest, album)).toMatchObject({ name: 'Summer', can: { fill: false, change: false } })
    expect(await orderOf(album)).toEqual(imageIds.toReversed())
  })

  test('nobody puts a stranger’s images into their album, or theirs into a stranger’s', async () => {
    const { author, stranger } = await aCrowd()
    const ours = await aFinishedGeneration(author)
    const album = await anAlbum(stranger)
    expect(await put(stranger, album, ours.imageIds)).toMatchObject({ total: 0, changed: 0 })
    await expect(put(author, album, ours.imageIds)).rejects.toMatchObject({ code: 'not_found' })
    expect(await orderOf(album)).toEqual([])
  })
})

describe('into an album before generating', () => {
  const imagesOf = async (generation: string) => {
    const rows = await eventually(async () => {
      const images = await db.image.findMany({
        where: { generationId: generation },
        orderBy: { position: 'asc' },
      })
      return images.length > 0 && images
    })
    return rows.map(({ id }) => id)
  }

  test('images are in it when they are there, in their order', async () => {
    await world.work()
    const { author } = await aCrowd()
    const album = await anAlbum(author)
    const plain = aGenerationInput({ parameters: { n: 2 } })
    const { id } = await createGeneration(author, { ...plain, albumId: album })
    expect(await orderOf(album)).toEqual([])
    expect(await imagesOf(id)).toHaveLength(2)
    expect(await orderOf(album)).toEqual(await imagesOf(id))
    const other = await createGeneration(author, { ...plain, id: uuid() })
    const hashes = await db.generation.findMany({
      where: { id: { in: [id, other.id] } },
      select: { recipeHash: true },
    })
    expect(new Set(hashes.map(({ recipeHash }) => recipeHash)).size).toBe(1)
  })

  test('all that a batch makes goes there', async () => {
    await world.work()
    const { author } = await aCrowd()
    const album = await anAlbum(author)
    await createBatch(author, aBatchInput({}, { albumId: album }))
    await eventually(async () => (await orderOf(album)).length === 3)
  })

  test('of an album that is gone, or a stranger’s, they are kept all the same', async () => {
    const { author, stranger } = await aCrowd()
    const [gone, theirs] = [await anAlbum(author), await anAlbum(stranger)]
    const asked = [gone, theirs, uuid()].map((albumId) => aGenerationInput({ albumId }))
    await createGeneration(author, asked[0] ?? aGenerationInput())
    await removeAlbum(author, gone)
    for (const input of asked.slice(1)) await createGeneration(author, input)
    await world.work()
    for (const { id } of asked) expect(await imagesOf(id)).toHaveLength(1)
    expect(await orderOf(theirs)).toEqual([])
    expect((await listAlbums(author)).albums).toEqual([])
    await restoreAlbum(author, gone)
    expect(await seen(author, gone)).toMatchObject({ count: 1 })
  })
})
