import type { GalleryDay, GalleryImage, GalleryPage, Outline } from '#lib/images/schema.ts'
import type { Last, Layout } from './layout.ts'
import { layOut } from './layout.ts'
import type { DayOf, WallList } from './list.ts'
import { blockAt, isLike, lengthOfBlock, listOfPage } from './list.ts'
import { without } from './list-changes.ts'
import type { Wanted } from './pages.ts'
import { Pages } from './pages.ts'

/** Where a wall's images come from. */
export interface WallSource {
  page: (place: PagePlace, signal?: AbortSignal) => Promise<GalleryPage>
  outline: (after: string | null, signal: AbortSignal) => Promise<Outline>
  /** Null where nobody counts: in what is filtered. */
  days: (() => Promise<GalleryDay[]>) | null
  /** Whether the newest come first, as in all lists but an album. */
  isByTime: boolean
  dayOf: DayOf
}

export interface PagePlace {
  from?: string
  before?: string
  limit: number
}

export interface WallState {
  list: WallList
  days: readonly GalleryDay[] | null
  /** All that match are chosen, also what is not known yet: all from this number on that are not taken out again. */
  all: { upTo: string | null; number: number } | null
  /**
   * Chosen by id, for their places were lost when the list was asked for again. Where all are chosen: those that are
   * not.
   */
  ids: ReadonlySet<string>
  /** How many came on top since one last looked at the top. */
  arrived: number
  /** Counts what changes without a trace in the rest: images that came. */
  version: number
}

/** What a wall shows: its list, and the images near where one looks. React sees its states. */
export class WallStore {
  readonly source: WallSource
  readonly pages: Pages
  /** An answer did not fit the list: says whether the list is asked for again. */
  onMisfit: () => boolean = () => false
  /** The positions that are drawn. */
  seen = { from: 0, to: 0 }
  #state: WallState
  #laid: Last | null = null
  readonly #listeners = new Set<() => void>()

  constructor(source: WallSource, first: GalleryPage, days: readonly GalleryDay[] | null) {
    this.source = source
    this.pages = new Pages({
      load: async ({ cursor, length }, signal) =>
        (await source.page({ from: cursor, limit: length }, signal)).images,
      onCome: (wanted, images) => this.#takes(wanted, images) || !this.onMisfit(),
      onChange: () => this.placeNamed(),
    })
    this.#state = {
      list: listOfPage(first.images, first.next, source.dayOf),
      days,
      all: null,
      ids: new Set(),
      arrived: 0,
      version: 0,
    }
    this.keep(first.images, 0)
  }

  readonly getState = (): WallState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  change(part: Partial<WallState>): void {
    this.#state = { ...this.#state, ...part, version: this.#state.version + 1 }
    for (const listener of this.#listeners) listener()
  }

  /** Where everything hangs on a wall of a width, in pixels: what has not changed is not hung again. */
  layOut(list: WallList, width: number): Layout {
    this.#laid = { list, layout: layOut(list, width, this.#laid) }
    return this.#laid.layout
  }

  imageAt(position: number): GalleryImage | undefined {
    const { list } = this.#state
    const block = list.blocks[blockAt(list, position)]
    return block && this.pages.get(block.cursor)?.[position - block.start]
  }

  /** Where an image is, if it is one of those that are kept; -1 else. */
  positionOf(imageId: string): number {
    return this.positionsOf(({ id }) => id === imageId)[0] ?? -1
  }

  /** Where the kept images are that are meant. */
  positionsOf(isMeant: (image: GalleryImage) => boolean): number[] {
    return this.#state.list.blocks.flatMap(({ cursor, start }) =>
      (this.pages.get(cursor) ?? []).flatMap((image, index) => (isMeant(image) ? start + index : [])),
    )
  }

  wantedAt(position: number): Wanted | null {
    const { list } = this.#state
    const index = blockAt(list, position)
    const block = list.blocks[index]
    return block ? { cursor: block.cursor, length: lengthOfBlock(list, index) } : null
  }

  /** These positions are looked at. */
  look(from: number, to: number): void {
    this.seen = { from, to }
    const wanted: Wanted[] = []
    for (let position = from; position < to;) {
      const block = this.wantedAt(position)
      if (!block) break
      const start = this.#state.list.blocks[blockAt(this.#state.list, position)]?.start ?? position
      // The first page is shorter than the block it begins.
      if (!this.#hasAll(position, Math.min(to, start + block.length))) wanted.push(block)
      position = start + block.length
    }
    this.pages.want(wanted)
  }

  #hasAll(from: number, to: number): boolean {
    for (let position = from; position < to; position++) if (!this.imageAt(position)) return false
    return true
  }

  /** Keeps images that follow one another from a position on. */
  keep(images: readonly GalleryImage[], from: number): void {
    const { list } = this.#state
    for (const [index, { cursor, start }] of list.blocks.entries()) {
      const part = images.slice(Math.max(0, start - from), start - from + lengthOfBlock(list, index))
      if (start >= from && part.length > 0) this.pages.put(cursor, part)
    }
  }

  #takes({ cursor, length }: Wanted, images: readonly GalleryImage[]): boolean {
    const { list } = this.#state
    const index = list.blocks.findIndex((block) => block.cursor === cursor)
    const start = list.blocks[index]?.start ?? 0
    if (index === -1 || lengthOfBlock(list, index) !== length || images.length !== length) return false
    return images.every((image, at) => isLike(list.shapes[start + at], image))
  }

  /** What is chosen by its id is chosen by its place again, as soon as that is known: it counts once. */
  placeNamed(): void {
    const { list, ids, all } = this.#state
    const positions = all || ids.size === 0 ? [] : this.positionsOf(({ id }) => ids.has(id))
    if (positions.length === 0) return this.change({})
    const picked = list.picked.slice()
    const unplaced = new Set(ids)
    for (const position of positions) {
      picked[position] = 1
      unplaced.delete(this.imageAt(position)?.id ?? '')
    }
    this.change({ list: { ...list, picked }, ids: unplaced })
  }

  /** Changes kept images where they are. */
  patch(change: (image: GalleryImage) => GalleryImage): void {
    for (const [cursor, images] of this.pages.all()) {
      const next = images.map(change)
      if (next.some((image, index) => image !== images[index])) this.pages.put(cursor, next)
    }
    this.change({})
  }

  /** Takes images out of the list, kept or not. */
  takeOut(positions: readonly number[]): void {
    if (positions.length === 0) return
    const gone = new Set(positions)
    const { list } = this.#state
    for (const { cursor, start } of list.blocks) {
      const images = this.pages.get(cursor)
      if (images)
        this.pages.put(
          cursor,
          images.filter((_, index) => !gone.has(start + index)),
        )
    }
    this.change({ list: without(list, positions) })
  }
}
