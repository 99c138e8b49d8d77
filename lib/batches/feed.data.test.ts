import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { database, db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { createGeneration, removeGeneration } from '#lib/generations/data.ts'
import { aBatchInput, aGenerationInput, aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { createBatch, getBatch, listFeed } from './data.ts'
import { feedChoice } from './data/feed.ts'
import { toCursor } from '#lib/cursor.ts'
import type { FeedItem } from './schema.ts'

const world = openWorld()

const idOf = (item: FeedItem) => (item.kind === 'batch' ? item.batch.id : item.generation.id)
const partsOf = (item: FeedItem) => (item.kind === 'batch' ? item : null)
const numbers = (length: number) => `{${Array.from({ length }, (_, index) => `n${index}`).join('|')}}`

async function isDone(viewer: Viewer, id: string): Promise<void> {
  await eventually(async () => (await getBatch(viewer, id)).state === 'done', 30_000)
}

test('a batch stands once among what was made, whole or with its newest images', async () => {
  await world.work({ places: 16 })
  const viewer = await aViewer()
  const before = await createGeneration(viewer, aGenerationInput())
  const small = await createBatch(viewer, aBatchInput({ template: `Small ${numbers(4)}` }))
  const large = await createBatch(viewer, aBatchInput({ template: `Large ${numbers(41)}` }))
  const after = await createGeneration(viewer, aGenerationInput())
  await isDone(viewer, large.id)
  const reused = await createBatch(viewer, aBatchInput({ template: `Large ${numbers(41)}` }, { reuse: true }))
  const { items, next } = await listFeed(viewer)
  expect(next).toBeNull()
  expect(items.map(idOf)).toEqual([reused.id, after.id, large.id, small.id, before.id])
  const [ofReused, , ofLarge, ofSmall] = items.map(partsOf)
  expect(ofSmall).toMatchObject({ kind: 'batch', batch: { counts: { total: 4 } }, newest: [] })
  expect(ofSmall?.cells?.map(({ labels, generation }) => [labels[0], generation?.images.length])).toEqual([
    ['n0', 1],
    ['n1', 1],
    ['n2', 1],
    ['n3', 1],
  ])
  for (const item of [ofLarge, ofReused]) {
    expect(item).toMatchObject({ kind: 'batch', cells: null })
    expect(item?.newest).toHaveLength(8)
  }
  const generations = await db.generation.findMany({
    where: { batchId: large.id },
    orderBy: [{ finishedAt: 'desc' }],
    select: { finishedAt: true, images: { select: { id: true } } },
  })
  const eighth = generations[7]?.finishedAt ?? new Date()
  const latest = generations.filter(({ finishedAt }) => finishedAt && finishedAt >= eighth)
  const allowed = new Set(latest.flatMap(({ images }) => images.map(({ id }) => id)))
  expect(ofLarge?.newest.filter(({ id }) => !allowed.has(id))).toEqual([])
})

test('it goes on from page to page, without gaps and without repeats, whatever it is', async () => {
  const viewer = await aViewer()
  const made: string[] = []
  for (let index = 0; index < 45; index++) {
    const { id } =
      index % 3 === 0
        ? await createBatch(viewer, aBatchInput())
        : await createGeneration(viewer, aGenerationInput())
    made.push(id)
  }
  // All in one moment: then the ids decide.
  await db.generation.updateMany({ where: { teamId: viewer.teamId }, data: { createdAt: new Date(0) } })
  await db.batch.updateMany({ where: { teamId: viewer.teamId }, data: { createdAt: new Date(0) } })
  const seen: string[] = []
  let before: string | undefined
  do {
    const page = await listFeed(viewer, before === undefined ? {} : { before })
    expect(page.items.length).toBeLessThanOrEqual(20)
    seen.push(...page.items.map(idOf))
    before = page.next ?? undefined
  } while (before !== undefined)
  expect(seen).toEqual(made.toReversed())
  await expect(listFeed(viewer, { before: `x_${uuid()}` })).rejects.toMatchObject({ code: 'invalid' })
})

test("holds nothing of another team, of the trash, or that is a colleague's own", async () => {
  await world.work()
  const team = await aTeam()
  const author = await aViewer({ team })
  const colleague = await aViewer({ team })
  const stranger = await aViewer()
  const single = await createGeneration(author, aGenerationInput())
  const own = await createBatch(author, aBatchInput({}, { visibility: 'private' }))
  const shown = await createBatch(author, aBatchInput())
  await isDone(author, shown.id)
  await eventually(async () => {
    const { items } = await listFeed(author)
    return items.some((item) => item.kind === 'generation' && item.generation.status === 'succeeded')
  })
  await removeGeneration(author, single.id)
  expect((await listFeed(author)).items.map(idOf)).toEqual([shown.id, own.id])
  expect((await listFeed(colleague)).items.map(idOf)).toEqual([shown.id])
  expect((await listFeed(stranger)).items).toEqual([])
})

const planRows = z.array(z.object({ 'QUERY PLAN': z.string() }))

test('at any depth among fifty thousand, a page is read along the indexes', async () => {
  if (database().kind === 'embedded') return
  const team = await aTeam()
  const viewer = await aViewer({ team })
  const colleague = await aViewer({ team })
  const { teamId, userId } = viewer
  const batch = uuid()
  await db.batch.create({
    data: {
      id: batch,
      teamId,
      authorId: userId,
      bodyHash: '',
      kind: 'file',
      title: 'Many',
      plan: {},
      axes: [],
      environment: 'standin',
    },
  })
  await db.$executeRaw`
    INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "mode", "batchId",
      "parameters", "modelId", "n", "recipeHash", "environment", "status", "periodStart", "createdAt")
    SELECT gen_random_uuid(), ${teamId}::uuid, ${userId}::uuid, 'u:x', n::text, '', 'playground', 'text-to-image',
      CASE WHEN n % 2 = 0 THEN ${batch}::uuid END, '{}', 'm', 1, '', 'standin', 'succeeded', now(),
      now() - n * interval '1 minute'
    FROM generate_series(1, 50000) n`
  await db.$executeRaw`
    INSERT INTO "BatchCell" ("batchId", "teamId", "position", "generationId")
    SELECT g."batchId", g."teamId", row_number() OVER (), g."id" FROM "Generation" g WHERE g."batchId" = ${batch}::uuid`
  await db.$executeRaw`ANALYZE "Generation", "BatchCell"`
  const middle = { createdAt: new Date(Date.now() - 25_000 * 60_000), id: uuid() }
  for (const [who, place] of [
    [viewer, null],
    [viewer, middle],
    [colleague, null],
    [colleague, middle],
  ] as const) {
    const rows = await db.$queryRaw(sql`EXPLAIN (ANALYZE, BUFFERS) ${feedChoice(who, place, 21)}`)
    const plan = planRows.parse(rows).map((row) => row['QUERY PLAN'])
    expect(plan.join('\n')).toContain('Index Scan using "Generation_single_timeline_idx"')
    expect(plan.join('\n')).not.toContain('Seq Scan on "Generation"')
    const buffers = Math.max(...plan.map((line) => Number(/shared hit=(\d+)/.exec(line)?.[1] ?? 0)))
    expect(buffers).toBeLessThan(500)
  }
  const startedAt = performance.now()
  const page = await listFeed(viewer, { before: toCursor(middle) })
  expect(page.items).toHaveLength(20)
  process.stderr.write(
    `a page of the feed in the middle of 50,000: ${Math.round(performance.now() - startedAt)} ms\n`,
  )
}, 120_000)

test('the counts of a batch of a thousand are read along an index', async () => {
  if (database().kind === 'embedded') return
  const rows = await db.$queryRaw`
    EXPLAIN SELECT count(*) FROM "Generation" WHERE "batchId" = ${uuid()}::uuid`
  expect(
    planRows
      .parse(rows)
      .map((row) => row['QUERY PLAN'])
      .join('\n'),
  ).toContain('"Generation_batch_idx"')
})
