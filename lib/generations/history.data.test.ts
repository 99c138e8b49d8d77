import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { listPrompts } from './data.ts'
import { promptsStatement } from './data/history.ts'

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

test('the list walks an index and sorts nothing', async () => {
  const viewer = await aViewer()
  await db.$executeRaw`
    INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "mode", "prompt",
      "parameters", "modelId", "n", "recipeHash", "environment", "status", "periodStart", "createdAt")
    SELECT gen_random_uuid(), ${viewer.teamId}::uuid, ${viewer.userId}::uuid, 'u', 'plan ' || i, 'x', 'playground',
      'text-to-image', 'Prompt ' || (i % 9000), '{}', 'm', 1, 'x', 'standin', 'succeeded', now(), now() - i * interval '1 minute'
    FROM generate_series(1, 20000) i`
  await db.$executeRaw`ANALYZE "Generation"`
  const statement = promptsStatement(viewer, { words: null, place: null, limit: 101 })
  const plan = planRows
    .parse(await db.$queryRaw(sql`EXPLAIN ${statement}`))
    .map((row) => row['QUERY PLAN'])
    .join('\n')
  expect(plan).toContain('Generation_prompts_idx')
  expect(plan).not.toMatch(/Sort|Seq Scan/)
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
