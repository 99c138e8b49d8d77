import type { GalleryImage } from '#lib/images/schema.ts'
import { cursorOf } from './list.ts'
import { withImageAt, withNewer } from './list-changes.ts'
import type { WallStore } from './store.ts'

/** Brings an image back to where its time puts it. */
export function putBack(store: WallStore, image: GalleryImage): void {
  const { list } = store.getState()
  const cursor = cursorOf(image)
  const index = list.blocks.findLastIndex((block) => block.cursor > cursor)
  const block = list.blocks[Math.max(0, index)]
  const images = (block && store.pages.get(block.cursor)) ?? []
  const at = images.findIndex((other) => cursorOf(other) < cursor)
  const start = block?.start ?? 0
  const position = index === -1 ? 0 : start + (at === -1 ? images.length : at)
  const next = withImageAt(list, position, image, store.source.dayOf(image))
  if (block) store.pages.drop(block.cursor)
  const key = next.blocks[Math.max(0, index)]?.cursor ?? cursor
  store.pages.put(key, images.toSpliced(position - start, 0, image))
  store.change({ list: next })
}

/** Puts images before the first. */
export function putOnTop(store: WallStore, images: readonly GalleryImage[]): void {
  const { list, arrived } = store.getState()
  const head = list.blocks[0]
  const old = head && store.pages.get(head.cursor)
  const next = withNewer(list, images, store.source.dayOf)
  const isJoined = head !== undefined && next.blocks.every(({ cursor }) => cursor !== head.cursor)
  store.change({ list: next, arrived: arrived + images.length })
  store.keep(isJoined && old ? [...images, ...old] : images, 0)
  store.change({})
}
