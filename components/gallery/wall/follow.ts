import type { Generation } from '#lib/generations/schema.ts'
import { isOpen } from '#lib/generations/schema/status.ts'
import type { GalleryFilter, GalleryImage, Marks } from '#lib/images/schema.ts'
import type { GalleryChange } from '../changes.ts'
import type { OutlineLoader } from './outline-loader.ts'
import { putBack, putOnTop } from './put.ts'
import type { WallStore } from './store.ts'

/** Many changes in one moment are asked about once. */
const momentMs = 400
/** What cannot be told from the news is looked at again, but not with each of them. */
const doubtMs = 3_000
const doubtAtMostEachMs = 20_000
const newcomersAtOnce = 100
/** Kept for "Undo". */
const mostRemembered = 500

/** Follows what happens to the images of a list, without asking for the list again wherever that can be helped. */
export class Follower {
  readonly #store: WallStore
  readonly #loader: OutlineLoader
  readonly #filter: GalleryFilter
  readonly #removed = new Map<string, GalleryImage>()
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  #lastDoubt = 0

  constructor(store: WallStore, loader: OutlineLoader, filter: GalleryFilter) {
    this.#store = store
    this.#loader = loader
    this.#filter = filter
  }

  readonly follow = (change: GalleryChange): void => {
    switch (change.kind) {
      case 'marked':
        return this.#mark(new Set(change.ids), change.marks)
      case 'removed':
        return this.#isTrash ? this.doubt() : this.#takeOut(new Set(change.ids))
      case 'restored':
        return this.#isTrash ? this.#takeOut(new Set(change.ids)) : this.#putBack(change.ids)
      case 'generation':
        return this.#onGeneration(change.generation)
      case 'gone':
        this.#takeOutWhere(({ generationId }) => generationId === change.generationId)
        return this.doubt()
      case 'changed':
        return this.#soon('reload', 0, () => this.#loader.reload())
      case 'unsure':
        return this.doubt()
    }
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  /** Looks at the counts of the days again, and at the whole list only where they differ. */
  doubt(): void {
    const wait = Math.max(doubtMs, this.#lastDoubt + doubtAtMostEachMs - Date.now())
    this.#soon('doubt', wait, async () => {
      this.#lastDoubt = Date.now()
      if (!(await this.#isAsCounted())) await this.#loader.reload()
    })
  }

  get #isTrash(): boolean {
    return this.#filter.scope === 'trash' && this.#filter.album === null
  }

  #soon(name: string, ms: number, run: () => Promise<void>): void {
    if (this.#timers.has(name)) return
    const timer = setTimeout(() => {
      this.#timers.delete(name)
      // What fails now is asked again with the next news.
      run().catch(() => undefined)
    }, ms)
    this.#timers.set(name, timer)
  }

  /** Those that are kept at once; where the others were the server knows. */
  #takeOut(ids: ReadonlySet<string>): void {
    if (this.#takeOutWhere(({ id }) => ids.has(id)) < ids.size) void this.#loader.reload()
  }

  #takeOutWhere(isMeant: (image: GalleryImage) => boolean): number {
    const positions = this.#store.positionsOf(isMeant)
    for (const position of positions) {
      const image = this.#store.imageAt(position)
      if (image) this.#removed.set(image.id, image)
    }
    for (const id of this.#removed.keys()) {
      if (this.#removed.size <= mostRemembered) break
      this.#removed.delete(id)
    }
    this.#store.takeOut(positions)
    if (positions.length > 0) this.#countDays()
    return positions.length
  }

  #putBack(ids: readonly string[]): void {
    const images = ids.flatMap((id) => this.#removed.get(id) ?? [])
    if (images.length < ids.length || !this.#store.source.isByTime) void this.#loader.reload()
    else
      for (const image of images) {
        this.#removed.delete(image.id)
        if (this.#store.positionOf(image.id) === -1) putBack(this.#store, image)
      }
    this.#countDays()
  }

  #mark(ids: ReadonlySet<string>, { favourite, rejected, rating }: Marks): void {
    this.#store.patch((image) =>
      ids.has(image.id)
        ? {
            ...image,
            isFavourite: favourite ?? image.isFavourite,
            isRejected: rejected ?? image.isRejected,
            rating: rating === undefined ? image.rating : rating,
          }
        : image,
    )
    if (this.#filter.album !== null) return
    const mark = { favourites: favourite, rejected }[String(this.#filter.scope)]
    if (mark === false) this.#takeOutWhere(({ id }) => ids.has(id))
    if (mark === true) this.#putBack([...ids])
  }

  #onGeneration(generation: Generation): void {
    if (isOpen(generation.status)) return
    if (this.#isTrash) return this.doubt()
    const told = new Map(generation.images.map((image) => [image.id, image]))
    this.#takeOutWhere(({ id, generationId }) => generationId === generation.id && !told.has(id))
    this.#store.patch((image) => {
      const news = told.get(image.id)
      if (!news || (news.thumbhash === image.thumbhash && generation.visibility === image.visibility))
        return image
      return { ...image, thumbhash: news.thumbhash, visibility: generation.visibility }
    })
    const known = this.#store.positionsOf(({ generationId }) => generationId === generation.id)
    if (known.length < told.size) this.#expect(generation)
  }

  /** Images that are not known: new ones, or some that came back. */
  #expect({ finishedAt, createdAt }: Generation): void {
    const head = this.#store.getState().list.blocks[0]
    const isNewer = !head || (finishedAt ?? createdAt) >= head.cursor.slice(0, createdAt.length - 4)
    if (!isNewer || !this.#store.source.isByTime) return this.doubt()
    this.#soon('arrive', momentMs, () => this.#arrive())
  }

  async #arrive(): Promise<void> {
    const { source } = this.#store
    const head = this.#store.getState().list.blocks[0]
    const { images, next } = await source.page({
      limit: newcomersAtOnce,
      ...(head ? { before: head.cursor } : {}),
    })
    const isKnown = (image: GalleryImage) => this.#store.positionOf(image.id) !== -1
    putOnTop(
      this.#store,
      images.filter((image) => !isKnown(image)),
    )
    this.#countDays()
    if (images.length < newcomersAtOnce) return
    if (head) await this.#arrive()
    else if (next !== null) await this.#loader.reload()
  }

  #countDays(): void {
    const { days } = this.#store.source
    if (days) this.#soon('days', momentMs * 2, async () => this.#store.change({ days: await days() }))
  }

  async #isAsCounted(): Promise<boolean> {
    const { source } = this.#store
    if (!source.days) return false
    const days = await source.days()
    this.#store.change({ days })
    const { list } = this.#store.getState()
    if (list.next !== null) return true
    return (
      days.length === list.days.length &&
      days.every(({ day, count }, index) => list.days[index]?.day === day && list.days[index].count === count)
    )
  }
}
