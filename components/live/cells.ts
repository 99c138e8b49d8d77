import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import { batchKeys } from '#lib/batches/queries.ts'
import type { BatchCell, CellPage } from '#lib/batches/schema.ts'
import type { Generation } from '#lib/generations/schema.ts'

type Pages = InfiniteData<CellPage, number | null>
/** What was told of generations, by their ids; null of one that is gone. */
type News = Map<string, Generation | null>

/** Puts news in its cells. What it does not touch stays the same object, so that only its own cell is drawn again. */
function withNews(data: Pages, news: News): { data: Pages; unplaced: ReadonlySet<string> } {
  const unplaced = new Set(news.keys())
  function changed(cell: BatchCell): BatchCell {
    const told = cell.generation ? news.get(cell.generation.id) : undefined
    if (cell.generation) unplaced.delete(cell.generation.id)
    return told === undefined ? cell : { ...cell, generation: told }
  }
  const pages = data.pages.map((page) => {
    const cells = page.cells.map(changed)
    return cells.some((cell, index) => cell !== page.cells[index]) ? { ...page, cells } : page
  })
  return { data: unplaced.size < news.size ? { ...data, pages } : data, unplaced }
}

const isWhole = (data: Pages) => data.pages.at(-1)?.next === null

export interface CellKeeper {
  /** Puts a generation over its older self, in each batch that has it. */
  put: (generation: Generation) => void
  /** Empties its place. */
  remove: (id: string) => void
  end: () => void
}

/**
 * Keeps the cells of batches true without asking for them: there are hundreds, and one changes at a time. An answer
 * that was on its way is older than what was told meanwhile, which is put in it as it arrives. `ask` is called for a
 * batch of which more changed than was told.
 */
export function keepCells(client: QueryClient, team: string, ask: (batchId: string) => void): CellKeeper {
  const cache = client.getQueryCache()
  const prefix = batchKeys.all(team)
  /** Told while an answer was on its way. */
  const waiting = new Map<string, News>()

  /** The batch whose cells these are; null for any other query. */
  function batchOf({ queryKey }: { queryKey: QueryKey }): string | null {
    const [batchId, what] = queryKey.slice(prefix.length)
    const isOurs = prefix.every((part, index) => part === queryKey[index])
    return isOurs && what === 'cells' && typeof batchId === 'string' ? batchId : null
  }

  function place(batchId: string, news: News): void {
    const queryKey = batchKeys.cells(team, batchId)
    const before = client.getQueryData<Pages>(queryKey)
    const { data, unplaced } = before ? withNews(before, news) : {}
    if (data !== before) client.setQueryData<Pages>(queryKey, data)
    if (!data || !isWhole(data) || client.isFetching({ queryKey, exact: true }) > 0) {
      waiting.set(batchId, new Map([...(waiting.get(batchId) ?? []), ...news]))
      return
    }
    // What came back has no place to be found by; of what is gone nothing more is to be read, also not in words.
    const isMore = [...news].some(([id, told]) =>
      told === null ? !unplaced?.has(id) : told.batchId === batchId && unplaced?.has(id),
    )
    if (isMore) ask(batchId)
  }

  function tell(id: string, told: Generation | null): void {
    for (const query of cache.findAll({ queryKey: prefix })) {
      const batchId = batchOf(query)
      if (batchId !== null) place(batchId, new Map([[id, told]]))
    }
  }

  const end = cache.subscribe((event) => {
    const isAnswer = event.type === 'updated' && event.action.type === 'success' && !event.action.manual
    if (!isAnswer && event.type !== 'removed') return
    const batchId = batchOf(event.query)
    const news = batchId === null ? undefined : waiting.get(batchId)
    if (batchId === null || !news) return
    waiting.delete(batchId)
    if (isAnswer) place(batchId, news)
  })

  return {
    put: (generation) => tell(generation.id, generation),
    remove: (id) => tell(id, null),
    end,
  }
}
