import type { GalleryImage } from '#lib/images/schema.ts'

export interface Wanted {
  cursor: string
  length: number
}

type Images = readonly GalleryImage[]

interface PagesOptions {
  load: (wanted: Wanted, signal: AbortSignal) => Promise<Images>
  /** It came: says whether it is kept. */
  onCome: (wanted: Wanted, images: Images) => boolean
  onChange: () => void
}

/** Kept at most: what has not been looked at for longest goes. */
const mostKept = 40
const mostAtOnce = 3
/** What failed is not asked for again before. */
const patienceMs = 3_000

/** The images of a list, a block at a time, by the cursor of its first: asked for when looked at, kept while near. */
export class Pages {
  readonly #options: PagesOptions
  readonly #kept = new Map<string, Images>()
  readonly #underWay = new Map<string, AbortController>()
  readonly #failed = new Map<string, number>()
  #wanted: readonly Wanted[] = []

  constructor(options: PagesOptions) {
    this.#options = options
  }

  get(cursor: string): Images | undefined {
    return this.#kept.get(cursor)
  }

  all(): Iterable<[string, Images]> {
    return [...this.#kept]
  }

  put(cursor: string, images: Images): void {
    this.#kept.delete(cursor)
    this.#kept.set(cursor, images)
    const looked = new Set(this.#wanted.map((each) => each.cursor))
    for (const key of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) return
      if (!looked.has(key)) this.#kept.delete(key)
    }
  }

  drop(cursor: string): void {
    this.#kept.delete(cursor)
  }

  /** These are looked at, and no others: what is on its way for others is not waited for. */
  want(wanted: readonly Wanted[]): void {
    this.#wanted = wanted
    const cursors = new Set(wanted.map(({ cursor }) => cursor))
    for (const [cursor, controller] of this.#underWay) if (!cursors.has(cursor)) controller.abort()
    for (const { cursor } of wanted) {
      const images = this.#kept.get(cursor)
      if (images) this.put(cursor, images)
    }
    this.#next()
  }

  /** The images of a block, wherever it is. Rejects when they cannot be had. */
  async fetch(wanted: Wanted): Promise<Images> {
    const kept = this.#kept.get(wanted.cursor)
    if (kept && kept.length >= wanted.length) return kept
    return this.#options.load(wanted, new AbortController().signal)
  }

  stop(): void {
    this.#wanted = []
    for (const controller of this.#underWay.values()) controller.abort()
  }

  #isMissing({ cursor, length }: Wanted): boolean {
    const failedAt = this.#failed.get(cursor) ?? 0
    return (
      (this.#kept.get(cursor)?.length ?? -1) < length &&
      !this.#underWay.has(cursor) &&
      Date.now() - failedAt > patienceMs
    )
  }

  #next(): void {
    for (const wanted of this.#wanted) {
      if (this.#underWay.size >= mostAtOnce) return
      if (this.#isMissing(wanted)) void this.#load(wanted)
    }
  }

  async #load(wanted: Wanted): Promise<void> {
    const { cursor } = wanted
    const controller = new AbortController()
    this.#underWay.set(cursor, controller)
    try {
      const images = await this.#options.load(wanted, controller.signal)
      if (!controller.signal.aborted && this.#options.onCome(wanted, images)) this.put(cursor, images)
    } catch {
      if (!controller.signal.aborted) this.#fail(cursor)
    }
    this.#underWay.delete(cursor)
    this.#options.onChange()
    this.#next()
  }

  #fail(cursor: string): void {
    this.#failed.set(cursor, Date.now())
    setTimeout(() => this.#next(), patienceMs + 100)
  }
}
