import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { batchKeys } from '#lib/batches/queries.ts'
import type { FeedPage } from '#lib/batches/schema.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { aGeneration } from '#tests/unit/generation.ts'
import { putGeneration } from './feed.ts'

const queued = aGeneration()

const pageOf = (...generations: Generation[]): FeedPage => ({
  items: generations.map((generation) => ({ kind: 'generation', generation })),
  next: null,
})

test('what changes while the list is on its way is not lost to it: an older answer is not taken', async () => {
  const client = new QueryClient()
  const answers: ((page: FeedPage) => void)[] = []
  const observer = new InfiniteQueryObserver(client, {
    queryKey: batchKeys.feed('northwind'),
    queryFn: () => new Promise<FeedPage>((answer) => answers.push(answer)),
    initialPageParam: null,
    getNextPageParam: () => null,
    initialData: { pages: [pageOf()], pageParams: [null] },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const end = observer.subscribe(() => undefined)
  const shown = () =>
    observer
      .getCurrentResult()
      .data?.pages[0]?.items.map((item) => (item.kind === 'generation' ? item.generation.id : item.batch.id))
  void client.invalidateQueries()
  await expect.poll(() => answers.length).toBe(1)
  putGeneration(client, 'northwind', queued)
  expect(shown()).toEqual([queued.id])
  answers[0]?.(pageOf())
  await expect.poll(() => answers.length).toBe(2)
  expect(shown()).toEqual([queued.id])
  answers[1]?.(pageOf(queued))
  await expect.poll(() => observer.getCurrentResult().isFetching).toBe(false)
  expect(shown()).toEqual([queued.id])
  end()
})
