import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { batchKeys } from '#lib/batches/queries.ts'
import type { BatchCell, BatchNews, FeedItem, FeedPage } from '#lib/batches/schema.ts'
import type { Generation } from '#lib/generations/schema.ts'

type Pages = InfiniteData<FeedPage, string | null>

/** A list that is on its way just now is older than what was put into it meanwhile: it is asked for again. */
function askAgain(client: QueryClient, team: string): void {
  const queryKey = batchKeys.feed(team)
  if (client.isFetching({ queryKey }) > 0) void client.invalidateQueries({ queryKey })
}

const thing = (item: FeedItem) => (item.kind === 'batch' ? item.batch : item.generation)

/** Newest first; of the same moment, the later id. */
function isNewer(a: FeedItem, b: FeedItem): boolean {
  const [one, other] = [thing(a), thing(b)]
  return one.createdAt === other.createdAt ? one.id > other.id : one.createdAt > other.createdAt
}

function change(client: QueryClient, team: string, next: (item: FeedItem) => FeedItem | null): boolean {
  let isFound = false
  client.setQueryData<Pages>(batchKeys.feed(team), (data) => {
    if (!data) return data
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.flatMap((item) => {
        const changed = next(item)
        if (changed !== item) isFound = true
        return changed ?? []
      }),
    }))
    return isFound ? { ...data, pages } : data
  })
  return isFound
}

/** Where its time puts it among what is loaded; older than all of that, nowhere. */
function insert(client: QueryClient, team: string, item: FeedItem): void {
  client.setQueryData<Pages>(batchKeys.feed(team), (data) => {
    let isPlaced = false
    const pages = data?.pages.map((page) => {
      const next = page.items.findIndex((other) => isNewer(item, other))
      const at = next === -1 && page.next === null ? page.items.length : next
      if (isPlaced || at === -1) return page
      isPlaced = true
      return { ...page, items: page.items.toSpliced(at, 0, item) }
    })
    return data && pages && { ...data, pages }
  })
}

const withCells = (item: FeedItem, next: (cell: BatchCell) => BatchCell): FeedItem =>
  item.kind === 'batch' && item.cells ? { ...item, cells: item.cells.map(next) } : item

/** Puts a generation in its place: over its older self, in its batch, or where its time belongs. */
export function putGeneration(client: QueryClient, team: string, generation: Generation): void {
  const { id, batchId } = generation
  const isKnown = change(client, team, (item) => {
    if (item.kind === 'generation')
      return item.generation.id === id ? { kind: 'generation', generation } : item
    const isMine = item.cells?.some((cell) => cell.generation?.id === id)
    return isMine
      ? withCells(item, (cell) => (cell.generation?.id === id ? { ...cell, generation } : cell))
      : item
  })
  if (!isKnown && batchId === null) insert(client, team, { kind: 'generation', generation })
  askAgain(client, team)
}

/** Takes a generation out; in a batch its place stays, empty. */
export function removeGeneration(client: QueryClient, team: string, id: string): void {
  change(client, team, (item) => {
    if (item.kind === 'generation') return item.generation.id === id ? null : item
    const isMine = item.cells?.some((cell) => cell.generation?.id === id)
    return isMine
      ? withCells(item, (cell) => (cell.generation?.id === id ? { ...cell, generation: null } : cell))
      : item
  })
  askAgain(client, team)
}

/** Says of a batch how it stands. True when its pictures must be asked for again. */
export function putBatchNews(
  client: QueryClient,
  team: string,
  { id, readAgain, ...standing }: BatchNews,
): boolean {
  let isAsked = readAgain
  const isKnown = change(client, team, (item) => {
    if (item.kind !== 'batch' || item.batch.id !== id) return item
    if (item.cells === null) isAsked = true
    return { ...item, batch: { ...item.batch, ...standing } }
  })
  return isAsked || !isKnown
}
