import type { GalleryImage, Outline } from '#lib/images/schema.ts'
import type { WallList } from './list.ts'
import { cursorOf, isLike, listOfPiece, withPiece } from './list.ts'
import type { WallStore } from './store.ts'

/** An answer that does not fit twice in a moment is taken as it is: asking a third time would not help. */
const restMs = 4_000
/** After an answer that did not come. */
const patienceMs = 5_000
/** Between pieces nobody waits for. */
const idleMs = 120

/** A moment in which the page has nothing else to do. */
const idle = () => new Promise<void>((resolve) => setTimeout(resolve, idleMs))

/** Asks for the pieces of a list's outline, one after another, and again where they turn out to be old. */
export class OutlineLoader {
  readonly #store: WallStore
  #run = new AbortController()
  #isHurried = false
  #lastReload = 0

  constructor(store: WallStore) {
    this.#store = store
    store.onMisfit = () => this.#onMisfit()
  }

  /** Begins with the first piece, unless the first page was all. */
  start(): void {
    if (this.#store.getState().list.next !== null) void this.#follow(false)
  }

  stop(): void {
    this.#run.abort()
    this.#store.pages.stop()
  }

  /** Somebody looks at what is not known yet. */
  hurry(): void {
    this.#isHurried = true
  }

  /** Asks for the whole list again; what is looked at stays where it is. */
  reload(): Promise<void> {
    this.#lastReload = Date.now()
    return this.#follow(true)
  }

  #onMisfit(): boolean {
    if (Date.now() - this.#lastReload < restMs) return false
    void this.reload()
    return true
  }

  /** The first piece, and when it is asked for again as many as are needed for what is looked at. */
  async #begin(isAgain: boolean, signal: AbortSignal): Promise<void> {
    const { source, seen } = this.#store
    let list = listOfPiece(await source.outline(null, signal))
    while (isAgain && list.next !== null && list.shapes.length < seen.to)
      list = withPiece(list, await source.outline(list.next, signal))
    signal.throwIfAborted()
    await this.#replace(list, signal)
  }

  async #rest(signal: AbortSignal): Promise<void> {
    for (;;) {
      const { next } = this.#store.getState().list
      if (next === null) return
      if (!this.#isHurried) await idle()
      const piece = await this.#store.source.outline(next, signal)
      signal.throwIfAborted()
      this.#append(piece)
    }
  }

  async #follow(isAgain: boolean): Promise<void> {
    this.#run.abort()
    this.#run = new AbortController()
    const { signal } = this.#run
    try {
      await this.#begin(isAgain, signal)
      await this.#rest(signal)
    } catch {
      if (signal.aborted) return
      // The server did not answer: what is known stays, and it is asked again.
      const timer = setTimeout(() => void this.reload(), patienceMs)
      signal.addEventListener('abort', () => clearTimeout(timer))
    }
  }

  #append(piece: Outline): void {
    const { list, all } = this.#store.getState()
    const next = withPiece(list, piece)
    if (all) next.picked.fill(1, list.shapes.length)
    this.#store.change({ list: next })
  }

  /** The new list in place of the old one: the images that are looked at keep their numbers. */
  async #replace(fresh: WallList, signal: AbortSignal): Promise<void> {
    const store = this.#store
    const anchor = await this.#findAnchor(fresh)
    signal.throwIfAborted()
    const state = store.getState()
    const images = keptOf(store)
    const origin = anchor ? anchor.position + state.list.origin - anchor.now : state.list.origin
    const ids = new Set(state.ids)
    if (state.all) fresh.picked.fill(1, Math.max(0, state.all.number - origin))
    else for (const [position, image] of images) if (state.list.picked[position] === 1) ids.add(image.id)
    store.change({ list: { ...fresh, origin }, ids })
    this.#keepWhatFits(images, anchor ? anchor.now - anchor.position : 0)
  }

  /** Kept images find their places again where the shapes still agree; the others are asked for. */
  #keepWhatFits(images: readonly [number, GalleryImage][], shift: number): void {
    const { list } = this.#store.getState()
    const byPosition = new Map(images.map(([position, image]) => [position + shift, image]))
    for (const { cursor, start } of list.blocks) {
      const first = byPosition.get(start)
      if (!first || cursorOf(first) !== cursor) continue
      const run: GalleryImage[] = []
      for (let at = start; byPosition.has(at) && run.length < 100; at++) {
        const image = byPosition.get(at)
        if (!image || !isLike(list.shapes[at], image)) break
        run.push(image)
      }
      this.#store.pages.put(cursor, run)
    }
    this.#store.look(this.#store.seen.from, this.#store.seen.to)
    this.#store.placeNamed()
  }

  /** The first image that is looked at, and where it is in the new list. */
  async #findAnchor(fresh: WallList): Promise<{ position: number; now: number } | null> {
    const store = this.#store
    if (!store.source.isByTime) return null
    for (let position = store.seen.from; position < store.seen.to; position++) {
      const image = store.imageAt(position)
      if (!image) continue
      const cursor = cursorOf(image)
      const index = fresh.blocks.findLastIndex((block) => block.cursor >= cursor)
      const block = fresh.blocks[index]
      if (!block) return null
      if (block.cursor === cursor) return { position, now: block.start }
      const { images } = await store.source.page({ from: block.cursor, limit: 100 })
      const at = images.findIndex(({ id }) => id === image.id)
      if (at !== -1) return { position, now: block.start + at }
    }
    return null
  }
}

/** Every image that is kept, with its position. */
function keptOf(store: WallStore): [number, GalleryImage][] {
  return store
    .getState()
    .list.blocks.flatMap(({ cursor, start }) =>
      (store.pages.get(cursor) ?? []).map((image, index): [number, GalleryImage] => [start + index, image]),
    )
}
