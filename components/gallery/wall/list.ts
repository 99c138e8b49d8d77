import type { GalleryDay, GalleryImage, Outline } from '#lib/images/schema.ts'

/** Images of a list that follow one another and are asked for together, by the cursor of the first. */
export interface Block {
  cursor: string
  /** Position of its first image. */
  start: number
}

/**
 * All that is known of a list of images without the images: what it takes to lay them out, to ask for them and to
 * choose them. Never changed: each function gives another.
 */
export interface WallList {
  /** Of each image in its order, width over height. */
  shapes: Float32Array
  /** Of each image, whether it is chosen. */
  picked: Uint8Array
  blocks: readonly Block[]
  /** The days that follow one another, each with how many of the images it has; one without a name in an album. */
  days: readonly { day: string; count: number }[]
  /** Where the next piece of the outline begins; null when this is all. */
  next: string | null
  /** With its position it makes a number that an image keeps while others come before the first, or after the last. */
  origin: number
}

/** Chosen one by one from a list; more is the server's to choose. */
export const blockLength = 100

export const shapeOf = ({ width, height }: Pick<GalleryImage, 'width' | 'height'>) => width / height

/** Whether an image has a shape of an outline, which is told in thousandths. */
export const isLike = (shape: number | undefined, image: Pick<GalleryImage, 'width' | 'height'>) =>
  Math.abs((shape ?? 0) - shapeOf(image)) <= 0.0011

/** The place of an image in lists by time, as the server writes it. */
export const cursorOf = ({ createdAt, id }: Pick<GalleryImage, 'createdAt' | 'id'>) => `${createdAt}_${id}`

export type DayOf = (image: GalleryImage) => string

function daysOf(images: readonly GalleryImage[], dayOf: DayOf): WallList['days'] {
  const days: { day: string; count: number }[] = []
  for (const image of images) {
    const day = dayOf(image)
    const last = days.at(-1)
    if (last?.day === day) last.count += 1
    else days.push({ day, count: 1 })
  }
  return days
}

/** Days after days: the last of the one and the first of the other may be the same. */
export function joined(first: WallList['days'], then: WallList['days']): WallList['days'] {
  const [last, next] = [first.at(-1), then[0]]
  if (!last || !next || last.day !== next.day) return [...first, ...then]
  return [...first.slice(0, -1), { day: last.day, count: last.count + next.count }, ...then.slice(1)]
}

export function concat<T extends Float32Array | Uint8Array>(make: (length: number) => T, ...parts: T[]): T {
  const whole = make(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const floats = (length: number) => new Float32Array(length)
export const bytes = (length: number) => new Uint8Array(length)

/** What the first page says of a list, until its outline is there. */
export function listOfPage(images: readonly GalleryImage[], next: string | null, dayOf: DayOf): WallList {
  const blocks = Array.from(
    { length: Math.ceil(images.length / blockLength) },
    (_, index) => index * blockLength,
  )
  return {
    shapes: Float32Array.from(images, shapeOf),
    picked: bytes(images.length),
    blocks: blocks.flatMap((start) => {
      const first = images[start]
      return first ? { cursor: cursorOf(first), start } : []
    }),
    days: daysOf(images, dayOf),
    next,
    origin: 0,
  }
}

/** A list that begins with a piece of its outline. */
export function listOfPiece(piece: Outline): WallList {
  return withPiece({ ...listOfPage([], null, () => ''), next: piece.next }, piece)
}

/** A list with the piece of its outline that comes next. */
export function withPiece(list: WallList, piece: Outline): WallList {
  const { length } = list.shapes
  const days = piece.days.map(([day, count]) => ({ day, count }))
  const nameless = piece.shapes.length > 0 ? [{ day: '', count: piece.shapes.length }] : []
  return {
    ...list,
    shapes: concat(
      floats,
      list.shapes,
      Float32Array.from(piece.shapes, (shape) => shape / 1000),
    ),
    picked: concat(bytes, list.picked, bytes(piece.shapes.length)),
    blocks: [
      ...list.blocks,
      ...piece.cursors.map((cursor, index) => ({ cursor, start: length + index * blockLength })),
    ],
    days: joined(list.days, days.length > 0 ? days : nameless),
    next: piece.next,
  }
}

/** Which block has the image at a position; -1 for none. */
export function blockAt(list: WallList, position: number): number {
  let low = 0
  let high = list.blocks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list.blocks[middle]?.start ?? 0) <= position) low = middle + 1
    else high = middle
  }
  return position < list.shapes.length ? low - 1 : -1
}

/** How many images a block has. */
export const lengthOfBlock = (list: WallList, index: number): number =>
  (list.blocks[index + 1]?.start ?? list.shapes.length) - (list.blocks[index]?.start ?? 0)

/** How many images a list has: those that are known and, by the days of the whole, those that are not yet. */
export function totalOf(list: WallList, days: readonly GalleryDay[] | null): number {
  if (list.next === null || days === null) return list.shapes.length
  return Math.max(
    list.shapes.length,
    days.reduce((sum, { count }) => sum + count, 0),
  )
}
