import { afterEach, expect, test, vi } from 'vitest'
import type { Generation } from '#lib/generations/schema.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import { chooseAll, chooseRange, chosenIds, countChosen, isChosen, selectionOf, toggle } from './chosen.ts'
import { Follower } from './follow.ts'
import { cursorOf } from './list.ts'
import { OutlineLoader } from './outline-loader.ts'
import type { PagePlace, WallSource } from './store.ts'
import { WallStore } from './store.ts'

const filter = { scope: 'team', album: null, search: '' } as const

const imageOf = (number: number): GalleryImage => ({
  id: `0190a5a0-0000-7000-8000-${String(number).padStart(12, '0')}`,
  generationId: `0190a5a0-0000-7000-9000-${String(number).padStart(12, '0')}`,
  width: [1000, 1778, 563][number % 3] ?? 1000,
  height: 1000,
  thumbhash: null,
  mime: 'image/png',
  bytes: 1,
  prompt: null,
  modelId: 'm',
  author: { id: 'ada', name: 'Ada' },
  visibility: 'team',
  environment: 'live',
  createdAt: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
  costMicros: null,
  isFavourite: false,
  isRejected: false,
  rating: null,
  meanRating: null,
  trashedAt: null,
  can: { remove: true, restore: false, setVisibility: true },
})

const generationOf = (...images: GalleryImage[]): Generation => ({
  id: '0190a5a0-0000-7000-9000-00000000ffff',
  status: 'succeeded',
  prompt: 'A harbour',
  modelId: 'm',
  provider: null,
  n: images.length,
  parameters: {},
  extra: {},
  inputs: [],
  batchId: null,
  template: null,
  variables: {},
  version: null,
  author: { id: 'ada', name: 'Ada' },
  visibility: 'team',
  environment: 'live',
  createdAt: images[0]?.createdAt ?? '',
  startedAt: null,
  finishedAt: images[0]?.createdAt ?? '',
  estimateMicros: null,
  costMicros: null,
  costSource: null,
  isStopped: false,
  attempts: [],
  images: images.map((image, position) => ({ ...image, position, revisedPrompt: null })),
  can: { cancel: false, retry: false, remove: true, setVisibility: true },
})

const dayOf = ({ createdAt }: GalleryImage) => createdAt.slice(0, 10)

/** A list that a server would have, which may change behind the wall's back; it counts what it is asked. */
function aServer(count: number) {
  const server = {
    images: Array.from({ length: count }, (_, index) => imageOf(count - index)),
    asked: { pages: 0, outlines: 0 },
  }
  const source: WallSource = {
    isByTime: true,
    dayOf,
    days: null,
    page: ({ from, before, limit }: PagePlace) => {
      server.asked.pages += 1
      const all = server.images
      const newer = all.filter((image) => before !== undefined && cursorOf(image) > before)
      const older = all.filter((image) => from === undefined || cursorOf(image) <= from)
      const images = before === undefined ? older.slice(0, limit) : newer.slice(-limit)
      return Promise.resolve({ images, next: null })
    },
    outline: (after) => {
      server.asked.outlines += 1
      const images = server.images.filter((image) => after === null || cursorOf(image) < after).slice(0, 1000)
      const last = images.at(-1)
      const days = images.map((image): [string, number] => [dayOf(image), 1])
      return Promise.resolve({
        shapes: images.map(({ width }) => width),
        cursors: images.filter((_, index) => index % 100 === 0).map(cursorOf),
        days,
        next: last && last !== server.images.at(-1) ? cursorOf(last) : null,
      })
    },
  }
  return { server, source }
}

async function aWall(count: number) {
  const { server, source } = aServer(count)
  const first = server.images.slice(0, 60)
  const store = new WallStore(source, { images: first, next: count > 60 ? 'more' : null }, null)
  const loader = new OutlineLoader(store)
  const follower = new Follower(store, loader, filter)
  loader.hurry()
  loader.start()
  await vi.waitFor(() => expect(store.getState().list.next).toBeNull())
  return { server, store, loader, follower }
}

type Wall = Awaited<ReturnType<typeof aWall>>

async function look({ store }: Wall, from: number, to: number): Promise<void> {
  store.look(from, to)
  await vi.waitFor(() => {
    for (let position = from; position < to; position++) expect(store.imageAt(position)).toBeDefined()
  })
}

const idsOf = ({ store }: Wall, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => store.imageAt(from + index)?.id)

afterEach(() => {
  vi.useRealTimers()
})

test('a whole list is known piece by piece, and its images only where one looks', async () => {
  const wall = await aWall(2_500)
  expect(wall.server.asked).toEqual({ pages: 0, outlines: 3 })
  expect(wall.store.getState().list.shapes.length).toBe(2_500)
  await look(wall, 1_190, 1_210)
  expect(idsOf(wall, 1_190, 1_210)).toEqual(wall.server.images.slice(1_190, 1_210).map(({ id }) => id))
  expect(wall.server.asked.pages).toBe(2)
  for (let at = 0; at < 2_500; at += 100) await look(wall, at, Math.min(2_500, at + 90))
  expect([...wall.store.pages.all()].length).toBeLessThanOrEqual(40)
})

test('a short list asks for nothing at all', async () => {
  const wall = await aWall(40)
  await look(wall, 0, 40)
  expect(wall.server.asked).toEqual({ pages: 0, outlines: 0 })
})

test('an answer that does not fit asks for the outline again, and one stays where one is', async () => {
  const wall = await aWall(1_500)
  await look(wall, 700, 720)
  const before = wall.store.imageAt(700)
  const number = 700 + wall.store.getState().list.origin
  wall.server.images.splice(850, 1)
  wall.server.images.splice(100, 7)
  wall.store.look(702, 900)
  await vi.waitFor(() => expect(wall.store.getState().list.shapes.length).toBe(1_492))
  const { origin } = wall.store.getState().list
  await look(wall, 695, 860)
  const now = wall.store.positionOf(before?.id ?? '')
  expect(now).toBe(693)
  expect(now + origin).toBe(number)
})

test('what is new comes before the first, and what was deleted elsewhere goes', async () => {
  const wall = await aWall(500)
  await look(wall, 200, 210)
  const number = 205 + wall.store.getState().list.origin
  const [id] = idsOf(wall, 205, 206)
  wall.server.images.unshift(imageOf(502), imageOf(501))
  wall.follower.follow({ kind: 'generation', generation: generationOf(imageOf(502), imageOf(501)) })
  await vi.waitFor(() => expect(wall.store.getState().list.shapes.length).toBe(502))
  expect(wall.store.getState().arrived).toBe(2)
  expect(wall.store.positionOf(id ?? '')).toBe(207)
  expect(207 + wall.store.getState().list.origin).toBe(number)
  const gone = wall.store.imageAt(206)
  wall.follower.follow({ kind: 'gone', generationId: gone?.generationId ?? '' })
  expect(wall.store.getState().list.shapes.length).toBe(501)
  wall.follower.stop()
})

test('what is deleted goes at once, and comes back to its place', async () => {
  const wall = await aWall(500)
  await look(wall, 40, 60)
  const ids = idsOf(wall, 40, 60)
  const chosen = ids.slice(5, 8).map(String)
  wall.follower.follow({ kind: 'removed', ids: chosen })
  expect(wall.store.getState().list.shapes.length).toBe(497)
  expect(idsOf(wall, 44, 46)).toEqual([ids[4], ids[8]])
  wall.follower.follow({ kind: 'restored', ids: chosen })
  expect(wall.store.getState().list.shapes.length).toBe(500)
  expect(idsOf(wall, 40, 60)).toEqual(ids)
  expect(wall.server.asked.outlines).toBe(1)
})

test('a range is chosen without its ids, which are asked for when they are needed', async () => {
  const wall = await aWall(1_000)
  chooseRange(wall.store, 150, 749)
  toggle(wall.store, 300)
  expect(countChosen(wall.store.getState())).toEqual({ total: 1_000, chosen: 599 })
  expect(wall.server.asked.pages).toBe(0)
  const expected = wall.server.images.slice(150, 750).filter((_, index) => index !== 150)
  expect((await chosenIds(wall.store)).toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
})

test('all that match are a filter and its exceptions, and what comes later is not meant', async () => {
  const wall = await aWall(300)
  await look(wall, 0, 20)
  chooseAll(wall.store)
  const [head, second] = wall.server.images
  toggle(wall.store, 1)
  expect(isChosen(wall.store, 1)).toBe(false)
  expect(await selectionOf(wall.store, filter)).toEqual({
    filter,
    except: [second?.id],
    upTo: head && cursorOf(head),
  })
  wall.server.images.unshift(imageOf(301))
  await wall.loader.reload()
  expect(countChosen(wall.store.getState())).toEqual({ total: 301, chosen: 299 })
  expect(isChosen(wall.store, 0)).toBe(false)
})

test('what was chosen before the list was asked for again counts once in a range over it', async () => {
  const wall = await aWall(1_000)
  await look(wall, 0, 20)
  toggle(wall.store, 3)
  await wall.loader.reload()
  expect(countChosen(wall.store.getState()).chosen).toBe(1)
  chooseRange(wall.store, 3, 590)
  expect(countChosen(wall.store.getState()).chosen).toBe(588)
  toggle(wall.store, 3)
  expect(isChosen(wall.store, 3)).toBe(false)
  expect(await chosenIds(wall.store)).toHaveLength(587)
})

test('what was chosen out of sight counts once in a range over it, as soon as it is seen again', async () => {
  const wall = await aWall(1_000)
  await look(wall, 700, 720)
  toggle(wall.store, 705)
  await look(wall, 0, 20)
  wall.server.images.unshift(imageOf(1_001))
  await wall.loader.reload()
  chooseRange(wall.store, 600, 800)
  expect(await chosenIds(wall.store)).toHaveLength(201)
  await look(wall, 700, 720)
  expect(countChosen(wall.store.getState()).chosen).toBe(201)
})
