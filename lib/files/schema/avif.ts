import type { Box, Item, Place } from './boxes.ts'
import { box, boxesOf, itemsOf, packetItem, packetLink, placesOf, written } from './boxes.ts'
import { joined, u32, viewOf } from './bytes.ts'
import type { Container } from './kinds.ts'
import { Malformed } from './kinds.ts'

interface Parts {
  boxes: Box[]
  meta: Box[]
  items: Item[]
  places: Place[]
  /** The item that is the picture. */
  picture: number
}

const missing = () => new Malformed('There is no picture in this AVIF.')

const bodyOf = (boxes: readonly Box[], type: string): Uint8Array => {
  const found = boxes.find((each) => each.type === type)
  if (!found || found.body.length < 4) throw missing()
  return found.body
}

function partsOf(bytes: Uint8Array): Parts {
  const boxes = boxesOf(bytes)
  const isMoving = boxes.some(({ type }) => type === 'moov' || type === 'moof')
  if (boxes[0]?.type !== 'ftyp' || isMoving) throw new Malformed('This is no AVIF of one picture.')
  const meta = boxesOf(bodyOf(boxes, 'meta').subarray(4))
  const primary = bodyOf(meta, 'pitm')
  if (primary[0] !== 0 || primary.length < 6) throw missing()
  const [items, places] = [itemsOf(bodyOf(meta, 'iinf')), placesOf(bodyOf(meta, 'iloc'))]
  return { boxes, meta, items, places, picture: viewOf(primary).getUint16(4) }
}

/** Somebody's notes: EXIF data, XMP packets, and whatever else is not a picture. */
const isNote = ({ type }: Item) => ['Exif', 'mime', 'uri '].includes(type)

const keptInMeta = new Set(['hdlr', 'pitm', 'iprp', 'idat', 'dinf', 'grpl'])

/** References between items, without those that say what a note is about. */
function linksOf(meta: readonly Box[]): { head: Uint8Array; links: Uint8Array[] } {
  const references = meta.find(({ type }) => type === 'iref')?.body
  if (!references || references.length < 4) return { head: new Uint8Array(4), links: [] }
  const kept = boxesOf(references.subarray(4)).filter(({ type }) => type !== 'cdsc')
  return { head: references.subarray(0, 4), links: kept.map(({ whole }) => whole) }
}

const within = ({ start, whole }: Box, { offset }: { offset: number }) =>
  offset >= start && offset < start + whole.length

/** The boxes of data in which a picture lies, with what lies beside it blank. */
function dataOf({ boxes }: Parts, kept: readonly Place[], gone: readonly Place[]): Box[] {
  const inFile = (places: readonly Place[]) =>
    places.filter(({ method }) => method === 0).flatMap(({ extents }) => extents)
  const [used, unused] = [inFile(kept), inFile(gone)]
  const data = boxes.filter((each) => each.type === 'mdat' && used.some((extent) => within(each, extent)))
  return data.map((each) => {
    const whole = each.whole.slice()
    for (const { offset, length } of unused.filter((extent) => within(each, extent)))
      whole.fill(0, offset - each.start, offset - each.start + length)
    return { ...each, whole }
  })
}

/** The same places, where their boxes have come to stand from `from` on. */
function moved(places: readonly Place[], data: readonly Box[], from: number): Place[] {
  const shifts = new Map<Box, number>()
  let at = from
  for (const each of data) {
    shifts.set(each, at - each.start)
    at += each.whole.length
  }
  const move = (extent: Place['extents'][number]) => {
    const around = data.find((each) => within(each, extent))
    if (!around) throw missing()
    return { ...extent, offset: extent.offset + (shifts.get(around) ?? 0) }
  }
  return places.map((place) => (place.method === 0 ? { ...place, extents: place.extents.map(move) } : place))
}

/** `meta` anew. How long it is does not depend on where things are. */
function metaOf(parts: Parts, places: readonly Place[], packetId: number | null): Uint8Array {
  const items = parts.items.filter((item) => !isNote(item)).map(({ whole }) => whole)
  const { head, links } = linksOf(parts.meta)
  if (packetId !== null) {
    items.push(packetItem(packetId))
    links.push(packetLink(packetId, parts.picture))
  }
  return box(
    'meta',
    new Uint8Array(4),
    ...parts.meta.filter(({ type }) => keptInMeta.has(type)).map(({ whole }) => whole),
    written(places),
    box('iinf', new Uint8Array(4), u32(items.length).subarray(2), ...items),
    ...(links.length > 0 ? [box('iref', head, ...links)] : []),
  )
}

/** What stays, and what is somebody's notes. */
function sorted({ items, places, picture }: Parts): { kept: Place[]; gone: Place[] } {
  const notes = new Set(items.filter(isNote).map(({ id }) => id))
  const kept = places.filter(({ id }) => !notes.has(id))
  const gone = places.filter(({ id }) => notes.has(id))
  if (!kept.some(({ id }) => id === picture)) throw missing()
  // What is in `idat` cannot be told from its neighbours; nobody puts notes there.
  if (gone.some(({ method }) => method === 1)) throw new Malformed('This AVIF has notes among its data.')
  return { kept, gone }
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0)

function placeOfPacket(kept: readonly Place[], length: number): Place {
  const id = Math.max(...kept.map((place) => place.id)) + 1
  if (id > 0xffff) throw new Malformed('This AVIF has no room for another item.')
  return { id, method: 0, extents: [{ offset: 0, length }] }
}

function rewrite(bytes: Uint8Array, packet: Uint8Array | null): Uint8Array {
  const parts = partsOf(bytes)
  const { kept, gone } = sorted(parts)
  const data = dataOf(parts, kept, gone)
  const head = parts.boxes.slice(0, 1).map(({ whole }) => whole)
  const pictures = data.map(({ whole }) => whole)
  if (!packet) {
    const from = lengthOf(head) + metaOf(parts, kept, null).length
    return joined([...head, metaOf(parts, moved(kept, data, from), null), ...pictures])
  }
  const ours = placeOfPacket(kept, packet.length)
  const from = lengthOf(head) + metaOf(parts, [...kept, ours], ours.id).length
  // Behind the pictures, in a box of its own.
  const offset = from + lengthOf(pictures) + 8
  const places = [...moved(kept, data, from), { ...ours, extents: [{ offset, length: packet.length }] }]
  return joined([...head, metaOf(parts, places, ours.id), ...pictures, box('mdat', packet)])
}

function packetIn(bytes: Uint8Array): Uint8Array | null {
  const { items, places, meta } = partsOf(bytes)
  const item = items.find(({ contentType }) => contentType === 'application/rdf+xml')
  const place = places.find(({ id }) => id === item?.id)
  if (!place) return null
  const source = place.method === 0 ? bytes : (meta.find(({ type }) => type === 'idat')?.body ?? bytes)
  return joined(place.extents.map(({ offset, length }) => source.subarray(offset, offset + length)))
}

/** AVIF: boxes, of which one says which items there are and another where they lie; an XMP packet is an item. */
export const avif: Container = { maxPacketBytes: 8_000_000, packetIn, rewrite }
