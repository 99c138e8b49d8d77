import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GalleryImage, Outline } from '#lib/images/schema.ts'
import { endOfRow, rowOf } from './find.ts'
import { layOut } from './layout.ts'
import type { WallList } from './list.ts'
import { withImageAt, withNewer, without } from './list-changes.ts'
import { blockAt, lengthOfBlock, listOfPage, listOfPiece, withPiece } from './list.ts'
import { labelsOf, monthAt, monthsOf } from './months.ts'
import { keyTarget, scrollFor, windowOf } from './window.ts'

const shapes = [1000, 1778, 562, 1333, 750]

/** A piece of an outline: so many images, some to a day. */
function pieceOf(count: number, { from = 0, perDay = 50, next = null as string | null } = {}): Outline {
  const days: [string, number][] = []
  for (let at = 0; at < count; at += perDay) {
    const day = new Date(Date.UTC(2026, 10, 23) - Math.floor((from + at) / perDay) * 86_400_000)
    days.push([day.toISOString().slice(0, 10), Math.min(perDay, count - at)])
  }
  return {
    shapes: Array.from({ length: count }, (_, index) => shapes[(from + index) % shapes.length] ?? 1000),
    cursors: Array.from({ length: Math.ceil(count / 100) }, (_, index) => `c${from + index * 100}`),
    days,
    next,
  }
}

const imageOf = (number: number, day = '2026-11-24'): GalleryImage => ({
  id: `0190a5a0-0000-7000-8000-${String(number).padStart(12, '0')}`,
  generationId: '0190a5a0-0000-7000-8000-000000000000',
  width: 1000,
  height: 1000,
  thumbhash: null,
  mime: 'image/png',
  bytes: 1,
  prompt: null,
  modelId: 'm',
  author: { id: 'ada', name: 'Ada' },
  visibility: 'team',
  environment: 'live',
  createdAt: `${day}T12:00:00.000Z`,
  costMicros: null,
  isFavourite: false,
  isRejected: false,
  rating: null,
  meanRating: null,
  trashedAt: null,
  can: { remove: true, restore: false, setVisibility: true },
})

const dayOf = ({ createdAt }: GalleryImage) => createdAt.slice(0, 10)

/** What is true of every list. */
function expectSound(list: WallList): void {
  expect(list.days.reduce((sum, { count }) => sum + count, 0)).toBe(list.shapes.length)
  expect(list.picked.length).toBe(list.shapes.length)
  const lengths = list.blocks.map((_, index) => lengthOfBlock(list, index))
  expect(lengths.every((length) => length > 0)).toBe(true)
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(list.shapes.length)
}

test('a list is the same whether it came in one piece or in several', () => {
  const whole = listOfPiece(pieceOf(1_000))
  const parts = withPiece(listOfPiece(pieceOf(500, { next: 'n' })), pieceOf(500, { from: 500 }))
  expect(parts).toEqual(whole)
  const first = layOut(listOfPiece(pieceOf(500, { next: 'n' })), 1200)
  const grown = layOut(parts, 1200, { list: listOfPiece(pieceOf(500, { next: 'n' })), layout: first })
  expect(grown).toEqual(layOut(whole, 1200))
})

test('every image hangs in one row, in its order, and no row is far from the wished height', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 320, max: 2400 }), (count, width) => {
      const list = listOfPiece(pieceOf(count))
      const layout = layOut(list, width)
      expect(layout.count).toBe(count)
      let expected = 0
      for (let row = 0; row < layout.rows; row++) {
        expect(layout.firsts[row]).toBe(expected)
        expected = endOfRow(layout, row)
        expect(expected).toBeGreaterThan(layout.firsts[row] ?? 0)
        expect(layout.heights[row]).toBeLessThan(420)
        if (row > 0) expect(layout.tops[row]).toBeGreaterThan(layout.tops[row - 1] ?? 0)
      }
      expect(expected).toBe(count)
    }),
  )
})

test('what comes, goes and comes back leaves days, blocks and choices in their order', () => {
  const start = listOfPiece(pieceOf(450))
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(400)), { maxLength: 20 }), (steps) => {
      let list = start
      let number = 0
      for (const [isNew, at] of steps) {
        if (isNew) list = withNewer(list, [imageOf(++number)], dayOf)
        else
          list = without(
            list,
            [at, at + 1].filter((each) => each < list.shapes.length),
          )
        expectSound(list)
      }
    }),
  )
  const gone = without(start, [0, 57, 199])
  expect(gone.shapes.length).toBe(447)
  const back = withImageAt(gone, 57, imageOf(1), gone.days[1]?.day ?? '')
  expectSound(back)
  expect(back.shapes.length).toBe(448)
  expect(back.shapes[57]).toBe(1)
})

test('an image keeps its number while others come before it', () => {
  const list = listOfPiece(pieceOf(300))
  const newer = withNewer(list, [imageOf(2), imageOf(1)], dayOf)
  expect(2 + 7 + newer.origin).toBe(7 + list.origin)
  expect(newer.shapes.subarray(2)).toEqual(list.shapes)
  expect(blockAt(newer, 0)).toBe(0)
  expect(newer.blocks[1]?.start).toBe(2)
})

test('single newcomers share a block', () => {
  let list = listOfPage([], null, dayOf)
  for (let number = 1; number <= 250; number++) list = withNewer(list, [imageOf(number)], dayOf)
  expectSound(list)
  expect(list.blocks.length).toBe(3)
})

test('few pictures are drawn, and all that are seen', () => {
  const list = listOfPiece(pieceOf(10_000))
  const layout = layOut(list, 1300)
  for (let top = 0; top < layout.height; top += 997) {
    const { from, to } = windowOf(layout, top, 900)
    const images = endOfRow(layout, to - 1) - (layout.firsts[from] ?? 0)
    expect(images).toBeLessThanOrEqual(80)
    expect(layout.tops[from]).toBeLessThanOrEqual(Math.max(top, 44))
    if (to < layout.rows) expect(layout.tops[to]).toBeGreaterThan(top + 900)
  }
})

test('keys lead over the whole list, and back again', () => {
  const list = listOfPiece(pieceOf(2_000))
  const layout = layOut(list, 1300)
  const at = (position: number, key: string) => keyTarget({ list, layout, height: 900 }, position, key)
  expect(at(0, 'End')).toBe(1_999)
  expect(at(1_999, 'Home')).toBe(0)
  expect(at(0, 'ArrowLeft')).toBe(0)
  expect(at(5, 'ArrowRight')).toBe(6)
  expect(at(5, 'x')).toBeUndefined()
  const down = at(700, 'ArrowDown') ?? 0
  expect(rowOf(layout, down)).toBe(rowOf(layout, 700) + 1)
  expect(rowOf(layout, at(down, 'ArrowUp') ?? 0)).toBe(rowOf(layout, 700))
  const page = at(700, 'PageDown') ?? 0
  expect(rowOf(layout, page) - rowOf(layout, 700)).toBeGreaterThan(2)
  expect(scrollFor(layout, 0, { top: 500, height: 900 })).toBe(0)
  expect(scrollFor(layout, 0, { top: 0, height: 900 })).toBeNull()
})

test('the bar is as long as the days say, long before everything is laid out', () => {
  const days = pieceOf(20_000).days.map(([day, count]) => ({ day, count, costMicros: 0 }))
  const whole = monthsOf(layOut(listOfPiece(pieceOf(20_000)), 1300), true, days)
  const first = monthsOf(layOut(listOfPiece(pieceOf(60, { next: 'n' })), 1300), false, days)
  expect(first.months.map(({ key }) => key)).toEqual(whole.months.map(({ key }) => key))
  expect(first.height / whole.height).toBeGreaterThan(0.8)
  expect(first.height / whole.height).toBeLessThan(1.25)
  expect(monthAt(whole.months, 0)).toBe(0)
  expect(monthAt(whole.months, whole.height)).toBe(whole.months.length - 1)
})

test('labels do not touch, and a year says so where it begins', () => {
  const { months, height } = monthsOf(layOut(listOfPiece(pieceOf(30_000)), 1300), true, null)
  const labels = labelsOf(months, height, 800)
  const named = labels.filter(({ text }) => text !== null)
  expect(named[0]?.text).toBe('Nov')
  expect(named.map(({ text }) => text)).toContain('2025')
  for (const [index, { at }] of named.entries())
    if (index > 0) expect((at - (named[index - 1]?.at ?? 0)) * 800).toBeGreaterThanOrEqual(25.9)
})

test('100,000 images are laid out in a moment', () => {
  const list = listOfPiece(pieceOf(100_000))
  expect(layOut(list, 1300).count).toBe(100_000)
})
