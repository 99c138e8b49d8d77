import { joined, latin, toLatin, u32, viewOf } from './bytes.ts'
import { Malformed } from './kinds.ts'

const broken = () => new Malformed('This AVIF is not as it should be.')

export interface Box {
  type: string
  /** Where it begins among its neighbours. */
  start: number
  whole: Uint8Array
  body: Uint8Array
}

/** Numbers of 0 to 8 bytes, one after the other. */
function numbersOf(bytes: Uint8Array) {
  let at = 0
  return {
    /** Of what may be there or not, 0. */
    next(size: number): number {
      if (at + size > bytes.length) throw broken()
      let value = 0
      for (const end = at + size; at < end; at++) value = value * 256 + (bytes[at] ?? 0)
      return value
    },
    rest: () => bytes.subarray(at),
  }
}

function boxAt(bytes: Uint8Array, start: number): Box {
  if (start + 8 > bytes.length) throw broken()
  const view = viewOf(bytes)
  const said = view.getUint32(start)
  // 1: the size is behind the type; 0: to the end.
  const head = said === 1 ? 16 : 8
  if (start + head > bytes.length) throw broken()
  const far = said === 1 ? Number(view.getBigUint64(start + 8)) : said
  const end = said === 0 ? bytes.length : start + far
  if (end < start + head || end > bytes.length) throw broken()
  const whole = bytes.subarray(start, end)
  return { type: latin(bytes, start + 4, start + 8), start, whole, body: whole.subarray(head) }
}

export function boxesOf(bytes: Uint8Array): Box[] {
  const boxes: Box[] = []
  for (let at = 0; at < bytes.length;) {
    const box = boxAt(bytes, at)
    boxes.push(box)
    at += box.whole.length
  }
  return boxes
}

export const box = (type: string, ...parts: Uint8Array[]): Uint8Array => {
  const body = joined(parts)
  return joined([u32(8 + body.length), toLatin(type), body])
}

export interface Item {
  id: number
  type: string
  contentType: string
  whole: Uint8Array
}

/** What a file says it holds: pictures, and notes beside them (`iinf`). */
export function itemsOf(info: Uint8Array): Item[] {
  const numbers = numbersOf(info)
  numbers.next(numbers.next(1) === 0 ? 5 : 7)
  return boxesOf(numbers.rest()).map(({ type, whole, body }) => {
    const entry = numbersOf(body)
    const version = entry.next(1)
    if (type !== 'infe' || (version !== 2 && version !== 3)) throw broken()
    entry.next(3)
    const id = entry.next(version === 2 ? 2 : 4)
    entry.next(2)
    const [kind, ...words] = [latin(entry.rest(), 0, 4), ...latin(entry.rest().subarray(4)).split('\0')]
    return { id, type: kind, contentType: words[1] ?? '', whole }
  })
}

export interface Place {
  id: number
  /** 0: in the file; 1: in the box `idat`. */
  method: number
  extents: { offset: number; length: number }[]
}

/** Where the bytes of its items are (`iloc`). What lies in other files, or in other items, is not understood. */
export function placesOf(locations: Uint8Array): Place[] {
  const numbers = numbersOf(locations)
  const version = numbers.next(1)
  numbers.next(3)
  const [first, second] = [numbers.next(1), numbers.next(1)]
  const [offsetSize, lengthSize, baseSize] = [first >> 4, first & 15, second >> 4]
  const indexSize = version === 0 ? 0 : second & 15
  const count = numbers.next(version < 2 ? 2 : 4)
  return Array.from({ length: Math.min(count, 0xffff) }, () => {
    const id = numbers.next(version < 2 ? 2 : 4)
    const method = version === 0 ? 0 : numbers.next(2) & 15
    const isElsewhere = numbers.next(2) !== 0
    const base = numbers.next(baseSize)
    const extents = Array.from({ length: numbers.next(2) }, () => {
      numbers.next(indexSize)
      return { offset: base + numbers.next(offsetSize), length: numbers.next(lengthSize) }
    })
    if (isElsewhere || method > 1 || id > 0xffff || extents.some(({ length }) => length === 0)) throw broken()
    return { id, method, extents }
  })
}

const u16 = (value: number) => u32(value).subarray(2)

/** `iloc` as the places say. */
export function written(places: readonly Place[]): Uint8Array {
  const entries = places.map(({ id, method, extents }) =>
    joined([
      ...[id, method, 0, extents.length].map(u16),
      ...extents.flatMap(({ offset, length }) => [u32(offset), u32(length)]),
    ]),
  )
  return box('iloc', Uint8Array.of(1, 0, 0, 0, 0x44, 0), u16(places.length), ...entries)
}

/** An entry of `iinf` for an XMP packet, and what says to which picture it belongs. */
export const packetItem = (id: number) =>
  box('infe', u32(0x02000000), u16(id), u16(0), toLatin('mime\0application/rdf+xml\0'))
export const packetLink = (id: number, picture: number) => box('cdsc', u16(id), u16(1), u16(picture))
