import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { setVisibility } from '#lib/generations/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import {
  getGalleryOutline,
  listGalleryDays,
  listGalleryImages,
  removeImages,
  restoreImages,
  selectedIds,
  setMarks,
} from './data.ts'
import type { GalleryList, Selection } from './schema.ts'
import { galleryScopes, outlinePage } from './schema.ts'

openWorld()

async function idsOf(viewer: Viewer, options: Parameters<typeof listGalleryImages>[1]): Promise<string[]> {
  return (await listGalleryImages(viewer, { limit: 200, ...options })).images.map((image) => image.id)
}

async function selected(viewer: Viewer, selection: Selection): Promise<string[]> {
  const ids: string[] = []
  for await (const page of selectedIds(viewer, selection)) ids.push(...page)
  return ids
}

const filterOf = ({ scope, album = null, search = '' }: GalleryList) => ({ scope, album, search })

/** An album of these images, in this order, whose neighbours have the same rank here and there. */
async function anAlbum(viewer: Viewer, imageIds: readonly string[]): Promise<string> {
  const [id, { teamId }] = [uuid(), viewer]
  await db.album.create({ data: { id, teamId, createdById: viewer.userId, name: 'Spring' } })
  const images = await db.image.findMany({ where: { id: { in: [...imageIds] } } })
  const createdAt = new Map(images.map((image) => [image.id, image.createdAt]))
  await db.albumImage.createMany({
    data: imageIds.map((imageId, at) => ({
      albumId: id,
      imageId,
      teamId,
      rank: at / 3,
      imageCreatedAt: createdAt.get(imageId) ?? new Date(),
    })),
  })
  return id
}

/** A member with images of three moments, as they come in the gallery: the newest first. */
async function aHistory() {
  const viewer = await aViewer()
  const ids: string[] = []
  for (const createdAt of [
    '2026-05-03T10:00:00.000Z',
    '2026-05-02T10:00:00.001Z',
    '2026-05-02T10:00:00.000Z',
  ])
    ids.push(
      ...(
        await aFinishedGeneration(viewer, { images: 5, createdAt: new Date(createdAt) })
      ).imageIds.toReversed(),
    )
  return { viewer, ids }
}

describe('a page', () => {
  test('begins with an image, after it, or ends before it, in every part and in an album', async () => {
    const { viewer, ids } = await aHistory()
    await setMarks(viewer, ids, { favourite: true, rejected: true })
    const album = await anAlbum(viewer, ids)
    const lists: GalleryList[] = [...galleryScopes.map((scope) => ({ scope })), { scope: 'mine', album }]
    for (const list of lists) {
      if (list.scope === 'trash') await removeImages(viewer, ids)
      const { next } = await listGalleryImages(viewer, { ...list, limit: 7 })
      const cursor = next ?? ''
      expect(await idsOf(viewer, { ...list, after: cursor })).toEqual(ids.slice(7))
      expect(await idsOf(viewer, { ...list, from: cursor })).toEqual(ids.slice(6))
      expect(await idsOf(viewer, { ...list, before: cursor })).toEqual(ids.slice(0, 6))
      expect(await idsOf(viewer, { ...list, before: cursor, limit: 4 })).toEqual(ids.slice(2, 6))
      expect((await listGalleryImages(viewer, { ...list, after: cursor })).next).toBeNull()
      if (list.scope === 'trash') await restoreImages(viewer, ids)
    }
  })

  test('of an album refuses a place of the time line, and the other way round', async () => {
    const { viewer, ids } = await aHistory()
    const album = await anAlbum(viewer, ids)
    const inAlbum = (await listGalleryImages(viewer, { scope: 'mine', album, limit: 1 })).next ?? ''
    const inTime = (await listGalleryImages(viewer, { scope: 'mine', limit: 1 })).next ?? ''
    for (const list of [
      { scope: 'mine', album, after: inTime },
      { scope: 'mine', album, after: '_' },
      { scope: 'mine', after: inAlbum },
    ] as const)
      await expect(listGalleryImages(viewer, list)).rejects.toMatchObject({ code: 'invalid' })
  })

  test("of an album is nobody's whose team it is not, and nobody's when it is in the trash", async () => {
    const { viewer, ids } = await aHistory()
    const album = await anAlbum(viewer, ids)
    const stranger = await aViewer({ role: 'owner' })
    expect(await idsOf(stranger, { scope: 'mine', album })).toEqual([])
    expect((await getGalleryOutline(stranger, { scope: 'mine', album })).shapes).toEqual([])
    await db.album.update({ where: { id: album }, data: { trashedAt: new Date() } })
    expect(await idsOf(viewer, { scope: 'mine', album })).toEqual([])
  })
})

describe('an outline', () => {
  test('has the shapes in their order, a cursor for every hundred, and the days', async () => {
    const viewer = await aViewer()
    const { imageIds } = await aFinishedGeneration(viewer, {
      images: 150,
      createdAt: new Date('2026-05-02T10:00:00Z'),
    })
    await aFinishedGeneration(viewer, { images: 100, createdAt: new Date('2026-05-01T10:00:00Z') })
    await db.image.update({ where: { id: imageIds[149] ?? '' }, data: { width: 1920, height: 1080 } })
    const album = await anAlbum(viewer, imageIds)
    for (const list of [{ scope: 'mine' }, { scope: 'mine', album }] as const) {
      const outline = await getGalleryOutline(viewer, list)
      const all = await selected(viewer, { filter: filterOf(list), except: [], upTo: null })
      const length = 'album' in list ? 150 : 250
      expect(outline.shapes).toEqual(
        Array.from({ length }, (_, at) => (at === ('album' in list ? 149 : 0) ? 1778 : 1000)),
      )
      expect(outline.cursors).toHaveLength(Math.ceil(length / outlinePage))
      for (const [at, from] of outline.cursors.entries())
        expect((await idsOf(viewer, { ...list, from }))[0]).toBe(all[at * outlinePage])
      expect(outline.days).toEqual(
        'album' in list
          ? []
          : [
              ['2026-05-02', 150],
              ['2026-05-01', 100],
            ],
      )
      expect(outline.next).toBeNull()
    }
  })

  test('of many comes in pieces of 10,000, which follow one another', async () => {
    const viewer = await aViewer()
    const { imageIds } = await aFinishedGeneration(viewer, { createdAt: new Date('2026-05-02T12:00:00Z') })
    await db.$executeRaw`
      INSERT INTO "Image" ("id", "teamId", "generationId", "attemptId", "position", "fileId", "width", "height",
        "authorId", "modelId", "visibility", "environment", "createdAt")
      SELECT gen_random_uuid(), "teamId", "generationId", "attemptId", k, "fileId", 8 + k % 2 * 8, 8, "authorId", "modelId",
        "visibility", "environment", "createdAt" - k * interval '1 second'
      FROM "Image", generate_series(1, 10049) k WHERE "id" = ${imageIds[0]}::uuid`
    const first = await getGalleryOutline(viewer, { scope: 'team' })
    const second = await getGalleryOutline(viewer, { scope: 'team', after: first.next ?? '' })
    expect([first.shapes.length, second.shapes.length, second.next]).toEqual([10_000, 50, null])
    expect(second.shapes.slice(0, 3)).toEqual([1000, 2000, 1000])
    const page = await listGalleryImages(viewer, { scope: 'team', from: first.cursors[99] ?? '', limit: 101 })
    const next = await listGalleryImages(viewer, { scope: 'team', from: second.cursors[0] ?? '', limit: 1 })
    expect(page.images.at(-1)?.id).toBe(next.images[0]?.id)
  })

  test('has no image that the viewer does not see, nor do the days count it', async () => {
    const team = await aTeam()
    const [author, colleague, admin] = [
      await aViewer({ team }),
      await aViewer({ team }),
      await aViewer({ team, role: 'admin' }),
    ]
    const stranger = await aViewer({ role: 'owner' })
    const createdAt = new Date('2026-05-02T12:00:00Z')
    const open = await aFinishedGeneration(author, { images: 2, createdAt })
    const kept = await aFinishedGeneration(author, { images: 3, createdAt })
    await setMarks(colleague, kept.imageIds, { favourite: true })
    await setVisibility(author, kept.id, 'private')
    const album = await anAlbum(author, [...open.imageIds, ...kept.imageIds])
    const lengths = async (viewer: Viewer, list: GalleryList) => [
      (await getGalleryOutline(viewer, list)).shapes.length,
      (await idsOf(viewer, list)).length,
      (await selected(viewer, { filter: filterOf(list), except: [], upTo: null })).length,
    ]
    for (const list of [{ scope: 'team' }, { scope: 'mine', album }] as const) {
      expect(await lengths(author, list)).toEqual([5, 5, 5])
      expect(await lengths(admin, list)).toEqual([5, 5, 5])
      expect(await lengths(colleague, list)).toEqual([2, 2, 2])
      expect(await lengths(stranger, list)).toEqual([0, 0, 0])
    }
    expect(await lengths(colleague, { scope: 'favourites' })).toEqual([0, 0, 0])
    const counts = async (viewer: Viewer, scope: 'mine' | 'team') =>
      (await listGalleryDays(viewer, scope)).map(({ count, costMicros }) => [count, costMicros])
    expect(await counts(author, 'mine')).toEqual([[5, 150_000]])
    for (const viewer of [author, admin]) expect(await counts(viewer, 'team')).toEqual([[5, 150_000]])
    expect(await counts(colleague, 'team')).toEqual([[2, 60_000]])
    expect(await counts(colleague, 'mine')).toEqual([])
    for (const scope of ['mine', 'team'] as const) expect(await counts(stranger, scope)).toEqual([])
  })
})

describe('days', () => {
  test("are the team's own, also where a clock is changed, and others when it moves", async () => {
    const team = await aTeam()
    await db.team.update({ where: { id: team.id }, data: { timeZone: 'Europe/Berlin' } })
    const viewer = await aViewer({ team })
    // The last second of a summer day, the first of the next, and the same in winter: an hour apart from UTC, then two.
    for (const time of [
      '2026-10-24T21:59:59Z',
      '2026-10-24T22:00:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25T23:00:00Z',
    ])
      await aFinishedGeneration(viewer, { createdAt: new Date(time) })
    const days = async () => (await listGalleryDays(viewer, 'team')).map(({ day, count }) => [day, count])
    const inBerlin = [
      ['2026-10-26', 1],
      ['2026-10-25', 2],
      ['2026-10-24', 1],
    ]
    expect(await days()).toEqual(inBerlin)
    expect((await getGalleryOutline(viewer, { scope: 'team' })).days).toEqual(inBerlin)
    await db.team.update({ where: { id: team.id }, data: { timeZone: 'America/New_York' } })
    const inNewYork = [
      ['2026-10-25', 2],
      ['2026-10-24', 2],
    ]
    expect(await days()).toEqual(inNewYork)
    expect((await getGalleryOutline(viewer, { scope: 'mine' })).days).toEqual(inNewYork)
  })

  test('are what a recount says, whatever happens to images', async () => {
    const team = await aTeam()
    const people = [await aViewer({ team, role: 'editor' }), await aViewer({ team, role: 'editor' })]
    const made: { id: string; imageIds: string[] }[] = []
    const pick = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)]
    type Change = (viewer: Viewer, thing: (typeof made)[number], step: number) => Promise<unknown>
    const changes: Change[] = [
      (viewer, { imageIds }) => removeImages(viewer, imageIds.slice(0, 2)),
      (viewer, { imageIds }) => restoreImages(viewer, imageIds),
      (viewer, { id }) => setVisibility(viewer, id, 'private').catch(() => null),
      (viewer, { id }) => setVisibility(viewer, id, 'team').catch(() => null),
      (_viewer, { id }, step) =>
        db.image.updateMany({ where: { generationId: id }, data: { costMicros: BigInt(step) } }),
    ]
    for (let step = 0; step < 60; step++) {
      const [viewer = people[0], thing, change] = [pick(people), pick(made), pick(changes)]
      if (viewer && thing && change && step % 3 > 0) await change(viewer, thing, step)
      else if (viewer)
        made.push(
          await aFinishedGeneration(viewer, {
            images: 1 + (step % 2),
            createdAt: new Date(Date.UTC(2026, 4, 1 + (step % 4), step % 24)),
          }),
        )
    }
    const kept = () =>
      db.imageDay.findMany({
        where: { teamId: team.id, count: { gt: 0 } },
        orderBy: [{ day: 'asc' }, { authorId: 'asc' }, { visibility: 'asc' }],
      })
    const keptOfTeam = () =>
      db.teamDay.findMany({
        where: { teamId: team.id, count: { gt: 0 } },
        orderBy: [{ day: 'asc' }, { visibility: 'asc' }],
      })
    const before = await kept()
    const beforeOfTeam = await keptOfTeam()
    expect(before.length).toBeGreaterThan(0)
    const sum = (days: readonly { count: number }[]) => days.reduce((total, { count }) => total + count, 0)
    expect(sum(beforeOfTeam)).toBe(sum(before))
    await db.$executeRaw`SELECT recount_image_days(${team.id}::uuid)`
    expect(await kept()).toEqual(before)
    expect(await keptOfTeam()).toEqual(beforeOfTeam)
  })
})

describe('a selection', () => {
  test('of picked images is those that the viewer sees, each once, in their order', async () => {
    const { viewer, ids } = await aHistory()
    const [first = '', second = ''] = ids
    expect(await selected(viewer, { images: [second, uuid(), first, second] })).toEqual([second, first])
    expect(await selected(await aViewer({ role: 'owner' }), { images: [first, second] })).toEqual([])
  })

  test('of a filter is all of it but some, and nothing that came later', async () => {
    const { viewer, ids } = await aHistory()
    const { cursors } = await getGalleryOutline(viewer, { scope: 'mine' })
    await aFinishedGeneration(viewer)
    const filter = filterOf({ scope: 'mine' })
    const upTo = cursors[0] ?? null
    const [, second = ''] = ids
    const expected = ids.filter((id) => id !== second)
    expect(await selected(viewer, { filter, except: [second], upTo })).toEqual(expected)
    expect(await selected(viewer, { filter, except: [], upTo: null })).toHaveLength(ids.length + 1)
  })
})
