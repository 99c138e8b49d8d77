import type { GalleryImage } from '#lib/images/schema.ts'
import { countUpTo } from './find.ts'
import type { DayOf, WallList } from './list.ts'
import { blockAt, blockLength, bytes, concat, cursorOf, floats, joined, listOfPage, shapeOf } from './list.ts'

/** A list with images before its first, the newest first. They are not chosen. */
export function withNewer(list: WallList, images: readonly GalleryImage[], dayOf: DayOf): WallList {
  const newer = listOfPage(images, null, dayOf)
  const count = images.length
  const old = list.blocks.map(({ cursor, start }) => ({ cursor, start: start + count }))
  // Single images come one after another: they fill a block before there is another.
  const isRoom = (old[1]?.start ?? list.shapes.length + count) <= blockLength
  return {
    ...list,
    shapes: concat(floats, newer.shapes, list.shapes),
    picked: concat(bytes, newer.picked, list.picked),
    blocks: [...newer.blocks, ...(isRoom && count > 0 ? old.slice(1) : old)],
    days: joined(newer.days, list.days),
    origin: list.origin - count,
  }
}

/** A list without the images at some positions. */
export function without(list: WallList, positions: readonly number[]): WallList {
  const gone = new Set(positions)
  const keep = (_: number, position: number) => !gone.has(position)
  const sorted = positions.toSorted((a, b) => a - b)
  const goneBefore = (position: number) => countUpTo(sorted, sorted.length, position - 1)
  const { length } = list.shapes
  const blocks = list.blocks.flatMap(({ cursor, start }, index) => {
    const next =
      (list.blocks[index + 1]?.start ?? length) - goneBefore(list.blocks[index + 1]?.start ?? length)
    const moved = start - goneBefore(start)
    return next > moved ? { cursor, start: moved } : []
  })
  let first = 0
  const days = list.days.flatMap(({ day, count }) => {
    const from = first
    first += count
    const left = count - (goneBefore(first) - goneBefore(from))
    return left > 0 ? { day, count: left } : []
  })
  return { ...list, shapes: list.shapes.filter(keep), picked: list.picked.filter(keep), blocks, days }
}

/** A list with an image at a position, where it had been before. */
export function withImageAt(list: WallList, position: number, image: GalleryImage, day: string): WallList {
  const block = Math.max(0, blockAt(list, position - 1))
  const insert = <T extends Float32Array | Uint8Array>(
    make: (length: number) => T,
    all: T,
    value: number,
  ): T => {
    const next = make(all.length + 1)
    next.set(all.subarray(0, position))
    next[position] = value
    next.set(all.subarray(position), position + 1)
    return next
  }
  const blocks = list.blocks.map((each, index) => (index > block ? { ...each, start: each.start + 1 } : each))
  return {
    ...list,
    shapes: insert(floats, list.shapes, shapeOf(image)),
    picked: insert(bytes, list.picked, 0),
    blocks: position === 0 ? [{ cursor: cursorOf(image), start: 0 }, ...blocks.slice(1)] : blocks,
    days: withDay(list.days, position, day),
  }
}

function withDay(days: WallList['days'], position: number, day: string): WallList['days'] {
  const same = days.findIndex((each) => each.day === day)
  if (same !== -1) return days.map((each, index) => (index === same ? { day, count: each.count + 1 } : each))
  let first = 0
  const at = days.findIndex(({ count }) => {
    const isHere = first >= position
    first += count
    return isHere
  })
  return days.toSpliced(at === -1 ? days.length : at, 0, { day, count: 1 })
}
