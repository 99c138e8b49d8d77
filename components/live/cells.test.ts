import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { expect, onTestFinished, test } from 'vitest'
import { batchKeys } from '#lib/batches/queries.ts'
import type { BatchCell, CellPage } from '#lib/batches/schema.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { aGeneration } from '#tests/unit/generation.ts'
import { keepCells } from './cells.ts'

const team = 'northwind'
const batchId = '0190a5a0-0000-7000-8000-00000000b001'

const waiting = (number: number) => aGeneration(number, { batchId })
const done = (number: number): Generation => ({ ...waiting(number), status: 'succeeded' })

const cellOf = (generation: Generation | null, position: number): BatchCell => ({
  position,
  coordinates: [position],
  labels: [`Value ${position}`],
  isReused: false,
  generation,
})

const pageOf = (generations: readonly (Generation | null)[], next: number | null = null): CellPage => ({
  cells: generations.map(cellOf),
  next,
})

/** A page that shows the cells of a batch. What is asked for is answered by the test. */
function showing(first?: CellPage) {
  const client = new QueryClient()
  const asked: string[] = []
  const answers: ((page: CellPage) => void)[] = []
  const observer = new InfiniteQueryObserver(client, {
    queryKey: batchKeys.cells(team, batchId),
    queryFn: () => new Promise<CellPage>((answer) => answers.push(answer)),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    ...(first ? { initialData: { pages: [first], pageParams: [null] } } : {}),
  })
  const leave = observer.subscribe(() => undefined)
  const keeper = keepCells(client, team, (id) => asked.push(id))
  onTestFinished(() => {
    keeper.end()
    leave()
    client.clear()
  })
  const cells = () => observer.getCurrentResult().data?.pages.flatMap((page) => page.cells) ?? []
  const statuses = () => cells().map(({ generation }) => generation?.status ?? null)
  const isAtRest = () => !observer.getCurrentResult().isFetching
  return { client, observer, keeper, asked, answers, cells, statuses, isAtRest }
}

test('what changes of one cell changes that cell alone, and nothing is asked for', () => {
  const { keeper, asked, answers, cells, statuses } = showing(pageOf([1, 2, 3].map(waiting)))
  const before = cells()
  keeper.put(done(2))
  expect(statuses()).toEqual(['queued', 'succeeded', 'queued'])
  expect(cells().map((cell, index) => cell === before[index])).toEqual([true, false, true])
  expect([asked, answers]).toEqual([[], []])
})

test('a generation that a batch does not show changes nothing of it', () => {
  const { keeper, asked, cells } = showing(pageOf([waiting(1)]))
  const before = cells()
  keeper.put(aGeneration(7))
  keeper.put(aGeneration(8, { batchId: '0190a5a0-0000-7000-8000-00000000b002' }))
  keeper.remove(aGeneration(9).id)
  expect(cells()[0]).toBe(before[0])
  expect(asked).toEqual([])
})

test('a cell that was taken over from another batch changes with what it was taken from', () => {
  const other = aGeneration(5, { batchId: '0190a5a0-0000-7000-8000-00000000b002' })
  const { keeper, asked, statuses } = showing(pageOf([waiting(1), other]))
  keeper.put({ ...other, status: 'succeeded' })
  expect(statuses()).toEqual(['queued', 'succeeded'])
  expect(asked).toEqual([])
})

test('what is gone leaves its place empty, and its words are asked for again', () => {
  const { keeper, asked, statuses } = showing(pageOf([waiting(1), waiting(2)]))
  keeper.remove(waiting(2).id)
  expect(statuses()).toEqual(['queued', null])
  expect(asked).toEqual([batchId])
})

test('what comes back has no place yet, so the cells are asked for', () => {
  const { keeper, asked } = showing(pageOf([waiting(1), null]))
  keeper.put(done(2))
  expect(asked).toEqual([batchId])
})

test('an answer that was on its way does not undo what was told meanwhile', async () => {
  const { client, keeper, asked, answers, statuses, isAtRest } = showing(pageOf([1, 2].map(waiting)))
  void client.invalidateQueries()
  await expect.poll(() => answers.length).toBe(1)
  keeper.put(done(1))
  expect(statuses()).toEqual(['succeeded', 'queued'])
  answers[0]?.(pageOf([1, 2].map(waiting)))
  await expect.poll(isAtRest).toBe(true)
  expect(statuses()).toEqual(['succeeded', 'queued'])
  expect(asked).toEqual([])
})

test('what is told before the first answer is in it, and on whichever page it comes', async () => {
  const { observer, keeper, asked, answers, statuses, isAtRest } = showing()
  await expect.poll(() => answers.length).toBe(1)
  keeper.put(done(1))
  keeper.put(done(2))
  answers[0]?.(pageOf([waiting(1)], 0))
  await expect.poll(isAtRest).toBe(true)
  expect(statuses()).toEqual(['succeeded'])
  void observer.fetchNextPage()
  await expect.poll(() => answers.length).toBe(2)
  keeper.put(done(1))
  answers[1]?.(pageOf([waiting(2)]))
  await expect.poll(isAtRest).toBe(true)
  expect(statuses()).toEqual(['succeeded', 'succeeded'])
  expect(asked).toEqual([])
})
