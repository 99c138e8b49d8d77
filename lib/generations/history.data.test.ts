import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { toCursor } from '#lib/cursor.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { listPrompts } from './data.ts'
import { jumpStatement, mostJumps, nearby, promptsStatement } from './data/history.ts'

openWorld()

let minutes = 0

/** A generation of the viewer's, a minute after the one before. */
async function used(
  viewer: Viewer,
  prompt: string,
  changes: { trashedAt?: Date; template?: string } = {},
): Promise<string> {
  const id = uuid()
  await db.generation.create({
    data: {
      id,
      teamId: viewer.teamId,
      authorId: viewer.userId,
      actor: `u:${viewer.userId}`,
      requestKey: id,
      bodyHash: 'x',
      source: 'playground',
      mode: 'text-to-image',
      prompt,
      parameters: {},
      modelId: 'imagen-3.0-generate-002',
      n: 1,
      recipeHash: 'x',
      environment: 'standin',
      status: 'succeeded',
      periodStart: new Date(),
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, ++minutes)),
      ...changes,
    },
  })
  return id
}

const textsOf = async (viewer: Viewer, search?: string) =>
  (await listPrompts(viewer, search === undefined ? {} : { search })).prompts.map(({ text }) => text)

test('my prompts are listed once each, the newest use first; nobody else has them', async () => {
  const team = await aTeam()
  const [ada, bob, admin] = [
    await aViewer({ team }),
    await aViewer({ team }),
    await aViewer({ team, role: 'owner' }),
  ]
  await used(ada, 'A harbour')
  await used(ada, 'A lighthouse')
  const again = await used(ada, 'A harbour')
  await used(bob, 'A harbour')
  const { prompts, next } = await listPrompts(ada)
  expect(prompts.map(({ text }) => text)).toEqual(['A harbour', 'A lighthouse'])
  expect(prompts[0]?.generationId).toBe(again)
  expect(next).toBeNull()
  expect(await textsOf(bob)).toEqual(['A harbour'])
  expect(await textsOf(admin)).toEqual([])
  expect(await textsOf(admin, 'harbour')).toEqual([])
})

test('the same person in another team has another history', async () => {
  const viewer = await aViewer()
  await used(viewer, 'A secret campaign')
  const elsewhere = await aViewer()
  await db.membership.create({
    data: { id: uuid(), teamId: elsewhere.teamId, userId: viewer.userId, role: 'member' },
  })
  expect(await textsOf({ ...viewer, teamId: elsewhere.teamId })).toEqual([])
})

test('what was thrown away is not brought back; an older use of it is', async () => {
  const viewer = await aViewer()
  const older = await used(viewer, 'Kept once')
  await used(viewer, 'Kept once', { trashedAt: new Date() })
  await used(viewer, 'Thrown away', { trashedAt: new Date() })
  const { prompts } = await listPrompts(viewer)
  expect(prompts).toMatchObject([{ text: 'Kept once', generationId: older }])
})

test('page by page each prompt comes once, also when one is used again in between', async () => {
  const viewer = await aViewer()
  for (let n = 0; n < 230; n++) await used(viewer, `Prompt ${n % 115} of many`)
  const first = await listPrompts(viewer)
  expect(first.prompts).toHaveLength(100)
  await used(viewer, 'Prompt 3 of many')
  const second = await listPrompts(viewer, { before: first.next ?? '' })
  expect(second.next).toBeNull()
  const all = [...first.prompts, ...second.prompts].map(({ text }) => text)
  expect(new Set(all).size).toBe(all.length)
  // The one that was used again has moved to the front meanwhile.
  expect(all.length).toBe(first.prompts.some(({ text }) => text === 'Prompt 3 of many') ? 115 : 114)
  await expect(listPrompts(viewer, { before: 'nowhere' })).rejects.toMatchObject({ code: 'invalid' })
})

describe('a search', () => {
  let viewer: Viewer
  const texts = [
    'A quiet harbour at dusk, wide-angle, 35mm',
    'Portrait of a violinist (16:9), don’t crop',
    '夕焼けの港に浮かぶ小さな船、油絵',
    '一只红色的狐狸在雪地里，4K摄影',
    '눈 덮인 산속의 작은 오두막',
    'Ein Café am Kanal, überbelichtet',
    'แมวสีส้มบนหลังคา',
    'snake_case and {braces} & "quotes"',
    'HARBOUR in capitals',
  ]

  beforeAll(async () => {
    viewer = await aViewer()
    for (const text of texts) await used(viewer, text)
    await used(await aViewer({ team: { id: viewer.teamId, slug: viewer.teamSlug } }), 'A harbour of theirs')
  })

  test.each<[string, number[]]>([
    ['harbour', [8, 0]],
    ['HARB', [8, 0]],
    ['dusk quiet', [0]],
    ['har du', [0]],
    ['wide-an', [0]],
    ['angle', [0]],
    ['35', [0]],
    ['16:9', [1]],
    ['violin port', [1]],
    ['港', [2]],
    ['港に浮かぶ', [2]],
    ['油絵', [2]],
    ['狐狸', [3]],
    ['雪地 红色', [3]],
    ['4K摄', [3]],
    ['오두막', [4]],
    ['두막', [4]],
    ['산속의', [4]],
    ['café', [5]],
    ['über', [5]],
    ['สีส้ม', [6]],
    ['snake_case', [7]],
    ['"quotes" & {br', [7]],
    ["' | !x:* <-> \\", []],
    ['港船', []],
    ['nowhere', []],
    ['!!!', []],
    ['a\0b', []],
  ])('for %j finds what it should', async (search, expected) => {
    expect(await textsOf(viewer, search)).toEqual(expected.map((index) => texts[index]))
  })

  test('of blanks is none', async () => {
    expect(await textsOf(viewer, '  ')).toHaveLength(texts.length)
  })

  test('is as long as it may be', async () => {
    expect(await textsOf(viewer, `harbour ${'dusk '.repeat(1_000)}`)).toEqual([texts[0]])
  })
})

test('an emptied prompt is found no more', async () => {
  const viewer = await aViewer()
  const id = await used(viewer, 'Purge this heron')
  await db.generation.update({ where: { id }, data: { prompt: null } })
  expect(await textsOf(viewer)).toEqual([])
  expect(await textsOf(viewer, 'heron')).toEqual([])
})

const planRows = z.array(z.object({ 'QUERY PLAN': z.string() }))

const explained = async (kind: Sql, statement: Sql) =>
  planRows
    .parse(await db.$queryRaw(sql`${kind} ${statement}`))
    .map((row) => row['QUERY PLAN'])
    .join('\n')

/** How many rows the busiest step of a statement gives, or how often it is asked. */
async function touched(statement: Sql): Promise<number> {
  const plan = await explained(sql`EXPLAIN (ANALYZE, TIMING OFF)`, statement)
  const steps = [...plan.matchAll(/actual rows=([\d.]+) loops=(\d+)/g)]
  expect(steps.length).toBeGreaterThan(0)
  return Math.max(...steps.map(([, rows, loops]) => Number(loops) * Math.max(1, Number(rows))))
}

/** Uses of the viewer's, a minute apart, `text` of each number. */
async function usedOften(viewer: Viewer, uses: number, text: Sql, firstMinute = 0): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "mode", "prompt",
      "parameters", "modelId", "n", "recipeHash", "environment", "status", "periodStart", "createdAt")
    SELECT gen_random_uuid(), ${viewer.teamId}::uuid, ${viewer.userId}::uuid, 'u', gen_random_uuid()::text, 'x', 'playground',
      'text-to-image', ${text}, '{}', 'm', 1, 'x', 'standin', 'succeeded', now(),
      date_trunc('minute', now()) - (i + ${firstMinute}::int) * interval '1 minute'
    FROM generate_series(1, ${uses}::int) i`
  await db.$executeRaw`ANALYZE "Generation"`
}

test('the list walks an index and sorts nothing', async () => {
  const viewer = await aViewer()
  await usedOften(viewer, 20_000, sql`'Prompt ' || (i % 9000)`)
  const page = { words: null, place: null, limit: 101 }
  for (const statement of [
    promptsStatement(viewer, page),
    promptsStatement(viewer, { ...page, within: nearby }),
  ]) {
    const plan = await explained(sql`EXPLAIN`, statement)
    expect(plan).toContain('Generation_prompts_idx')
    expect(plan).not.toMatch(/Sort|Seq Scan/)
  }
})

test('a few prompts that were used thousands of times are listed without walking over their uses', async () => {
  const viewer = await aViewer()
  await usedOften(viewer, 20_000, sql`'Template ' || (i % 60)`)
  await used(viewer, 'Long ago')
  const { prompts, next } = await listPrompts(viewer)
  const templates = Array.from({ length: 60 }, (_, n) => `Template ${(n + 1) % 60}`)
  expect(prompts.map(({ text }) => text)).toEqual([...templates, 'Long ago'])
  expect(next).toBeNull()
  const near = promptsStatement(viewer, { words: null, place: null, limit: 101, within: nearby })
  expect(await touched(near)).toBeLessThanOrEqual(nearby)
  expect(await touched(jumpStatement(viewer, null))).toBeLessThan(200)
  const [, second] = prompts
  const place = { createdAt: new Date(second?.usedAt ?? 0), id: second?.generationId ?? '' }
  const rest = await listPrompts(viewer, { before: toCursor(place) })
  expect(rest.prompts.map(({ text }) => text)).toEqual([...templates.slice(2), 'Long ago'])
})

test('behind a few prompts that were used thousands of times, thousands of others are found page by page', async () => {
  const viewer = await aViewer()
  await usedOften(viewer, nearby + 500, sql`'Template ' || (i % 60)`)
  await usedOften(viewer, mostJumps, sql`'Other ' || i`, nearby + 500)
  const texts: string[] = []
  let [before, pages]: [string | null, number] = [null, 0]
  do {
    const page = await listPrompts(viewer, before === null ? {} : { before })
    texts.push(...page.prompts.map(({ text }) => text))
    before = page.next
    pages++
  } while (before !== null && pages < 100)
  expect(before).toBeNull()
  expect(texts).toHaveLength(60 + mostJumps)
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts.slice(0, 61)).toEqual([
    ...Array.from({ length: 60 }, (_, n) => `Template ${(n + 1) % 60}`),
    'Other 1',
  ])
  expect(await touched(jumpStatement(viewer, null))).toBeLessThanOrEqual(mostJumps + 1)
})

test('what was made of a template is listed once, as it was typed, and found by any word that was sent', async () => {
  const viewer = await aViewer()
  const template = 'A {red|blue} boat'
  await used(viewer, 'A red boat', { template })
  await used(viewer, 'A blue boat', { template })
  await used(viewer, 'A blue boat')
  expect(await textsOf(viewer)).toEqual(['A blue boat', template])
  expect(await textsOf(viewer, 'red')).toEqual([template])
  expect(await textsOf(viewer, 'blue')).toEqual(['A blue boat', template])
})
