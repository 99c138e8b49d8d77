import type { GalleryFilter, Selection } from '#lib/images/schema.ts'
import { totalOf } from './list.ts'
import type { WallState, WallStore } from './store.ts'

const blocksAtOnce = 4

/** Whether the image at a position is chosen. */
export function isChosen(store: WallStore, position: number): boolean {
  const { list, ids, all } = store.getState()
  const isPicked = list.picked[position] === 1
  if (ids.size === 0) return isPicked
  const isNamed = ids.has(store.imageAt(position)?.id ?? '')
  return all ? isPicked && !isNamed : isPicked || isNamed
}

const counted = new WeakMap<Uint8Array, number>()

/** How many bits are set: looked through once, for they are never changed. */
function bitsOf(picked: Uint8Array): number {
  const known = counted.get(picked)
  if (known !== undefined) return known
  let sum = 0
  for (const bit of picked) sum += bit
  counted.set(picked, sum)
  return sum
}

/** How many images match, and how many of them are chosen. */
export function countChosen({ list, days, ids, all }: WallState): { total: number; chosen: number } {
  const total = totalOf(list, days)
  if (all) return { total, chosen: total - (all.number - list.origin) - ids.size }
  return { total, chosen: bitsOf(list.picked) + ids.size }
}

export function clear(store: WallStore): void {
  const { list } = store.getState()
  store.change({ list: { ...list, picked: new Uint8Array(list.picked.length) }, ids: new Set(), all: null })
}

/** All that match, also what nobody has seen yet. */
export function chooseAll(store: WallStore): void {
  const { list } = store.getState()
  const picked = new Uint8Array(list.picked.length).fill(1)
  const all = { upTo: list.blocks[0]?.cursor ?? null, number: list.origin }
  store.change({ list: { ...list, picked }, ids: new Set(), all })
}

function withId(ids: ReadonlySet<string>, id: string, isIn: boolean): Set<string> {
  const next = new Set(ids)
  if (isIn) next.add(id)
  else next.delete(id)
  return next
}

/** Chooses an image, or no longer. */
export function toggle(store: WallStore, position: number): void {
  const { list, ids, all } = store.getState()
  const id = store.imageAt(position)?.id
  if (id !== undefined && (all || ids.has(id))) return store.change({ ids: withId(ids, id, !ids.has(id)) })
  // Of all that match, only what one sees is taken out again.
  if (all) return
  const picked = list.picked.slice()
  picked[position] = picked[position] === 1 ? 0 : 1
  store.change({ list: { ...list, picked } })
}

/** Chooses all from one position to another, the last included, known or not. */
export function chooseRange(store: WallStore, from: number, to: number): void {
  const { list } = store.getState()
  const picked = list.picked.slice()
  picked.fill(1, Math.min(from, to), Math.max(from, to) + 1)
  store.change({ list: { ...list, picked } })
}

/** The ids of what is chosen; what was never looked at is asked for. */
export async function chosenIds(store: WallStore): Promise<string[]> {
  const { list, ids, all } = store.getState()
  const found = new Set(all ? [] : ids)
  const blocks = list.blocks.filter((block, index) =>
    list.picked.subarray(block.start, list.blocks[index + 1]?.start).includes(1),
  )
  const read = async (block: (typeof blocks)[number]) => {
    const wanted = store.wantedAt(block.start)
    const images = wanted ? await store.pages.fetch(wanted) : []
    for (const [at, { id }] of images.entries())
      if (list.picked[block.start + at] === 1 && !(all && ids.has(id))) found.add(id)
  }
  for (let at = 0; at < blocks.length; at += blocksAtOnce)
    await Promise.all(blocks.slice(at, at + blocksAtOnce).map(read))
  return [...found]
}

/** What is chosen, as the server takes it. */
export async function selectionOf(store: WallStore, filter: GalleryFilter): Promise<Selection> {
  const { all, ids } = store.getState()
  if (all) return { filter, except: [...ids], upTo: all.upTo }
  return { images: await chosenIds(store) }
}
