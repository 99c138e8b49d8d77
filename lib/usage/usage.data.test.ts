import Papa from 'papaparse'
import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { csvStream } from '#lib/csv.ts'
import { db } from '#lib/db/client.ts'
import { charge } from '#lib/db/sql.ts'
import { createGeneration } from '#lib/generations/data.ts'
import { aGenerationInput, aTeam, aViewer, eventually, openWorld } from '#tests/setup/world.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { getUsage, readUsage, usageColumns } from './data.ts'
import type { UsageQuestion } from './schema.ts'
import { usageAddressSchema, usageQuestionSchema } from './schema.ts'
import { spanOf, stepsOf } from './schema/ranges.ts'

const world = openWorld()

const asked = (question: Partial<UsageQuestion> = {}) => usageQuestionSchema.parse(question)
const partsOf = async (viewer: Viewer, question: Partial<UsageQuestion> = {}) =>
  (await getUsage(viewer, asked(question))).parts.map(({ name, micros, pictures }) => [
    name,
    micros,
    pictures,
  ])

async function aCrew() {
  const team = await aTeam()
  const of = (role: Role, name: string) => aViewer({ team, role, name })
  return { team, admin: await of('admin', 'Ada'), member: await of('member', 'Grace') }
}

/** A generation that ended, with its charge, as the ledger has it. */
async function aPaidGeneration(
  viewer: Viewer,
  micros = 30_000,
  wishes: { images?: number; at?: Date; tokenId?: string } = {},
) {
  const { images = 1, at = new Date(), tokenId = null } = wishes
  const { id, imageIds } = await aFinishedGeneration(viewer, { images, createdAt: at })
  await db.generation.update({ where: { id }, data: { tokenId } })
  const { id: attemptId } = await db.attempt.findFirstOrThrow({ where: { generationId: id } })
  await db.ledgerEntry.create({
    data: {
      id: uuid(),
      teamId: viewer.teamId,
      generationId: id,
      attemptId,
      kind: 'charge',
      micros,
      periodStart: at,
      userId: viewer.userId,
      tokenId,
      modelId: 'imagen-3.0-generate-002',
      provider: 'vertex',
      environment: 'standin',
      createdAt: at,
    },
  })
  return { id, attemptId, imageIds }
}

test('says what a worker’s pictures cost, and what became of what was asked for', async () => {
  const { member } = await aCrew()
  const prompts = [
    aGenerationInput({ parameters: { n: 2 } }),
    aGenerationInput({ prompt: 'A pier [[refuse]]' }),
  ]
  for (const input of prompts) await createGeneration(member, input)
  const worker = await world.work()
  await eventually(
    async () =>
      (await db.generation.count({
        where: { teamId: member.teamId, status: { in: ['queued', 'running'] } },
      })) === 0,
    30_000,
  )
  await worker.stop(10_000)
  const rows = await db.generation.findMany({ where: { teamId: member.teamId } })
  const cost = rows.reduce((sum, { costMicros }) => sum + Number(costMicros ?? 0), 0)
  const pictures = await db.image.count({ where: { teamId: member.teamId } })
  const usage = await getUsage(member, asked())
  expect(cost).toBeGreaterThan(0)
  expect(usage.total).toEqual({ micros: cost, pictures })
  expect(usage.outcomes.reduce((sum, { generations }) => sum + generations, 0)).toBe(2)
  expect(new Set(usage.outcomes.map(({ status }) => status))).toEqual(
    new Set(rows.map(({ status }) => status)),
  )
})

test('an admin sees the whole team’s, a member their own, and a stranger nothing', async () => {
  const { admin, member } = await aCrew()
  await aPaidGeneration(admin, 50_000)
  await aPaidGeneration(member, 30_000, { images: 3 })
  expect(await partsOf(admin, { by: 'member' })).toEqual([
    ['Ada', 50_000, 1],
    ['Grace', 30_000, 3],
  ])
  expect(await partsOf(member, { by: 'member' })).toEqual([['Grace', 30_000, 3]])
  expect(await getUsage(member, asked())).toMatchObject({ isAll: false, total: { micros: 30_000 } })
  expect(await partsOf(await aViewer({ role: 'owner' }))).toEqual([])
})

test('splits by model, provider, prompt of the library, and token', async () => {
  const { team, admin, member } = await aCrew()
  const { id } = await aPaidGeneration(admin, 40_000)
  const [promptId, versionId] = [uuid(), uuid()]
  await db.prompt.create({
    data: {
      id: promptId,
      teamId: team.id,
      scope: 'team',
      createdById: admin.userId,
      title: 'Harbours',
      slug: 'harbours',
      text: 'A harbour',
    },
  })
  await db.promptVersion.create({
    data: {
      id: versionId,
      teamId: team.id,
      promptId,
      number: 1,
      authorId: admin.userId,
      text: 'A harbour',
    },
  })
  await db.generation.update({ where: { id }, data: { promptVersionId: versionId } })
  const tokenId = uuid()
  await db.token.create({
    data: {
      id: tokenId,
      teamId: team.id,
      ownerId: admin.userId,
      name: 'Nightly',
      hash: uuid(),
      lastFour: 'abcd',
    },
  })
  await aPaidGeneration(admin, 30_000, { tokenId })
  expect(await partsOf(admin, { by: 'prompt' })).toEqual([
    ['Harbours', 40_000, 1],
    ['Not from the library', 30_000, 1],
  ])
  await db.prompt.update({ where: { id: promptId }, data: { scope: member.userId } })
  expect(await partsOf(admin, { by: 'prompt' })).toContainEqual(['A member’s own prompt', 40_000, 1])
  expect(await partsOf(admin, { by: 'token' })).toEqual([
    ['People, without a token', 40_000, 1],
    ['Nightly', 30_000, 1],
  ])
  expect(await partsOf(admin, { by: 'provider' })).toEqual([['vertex', 70_000, 2]])
  expect(await partsOf(admin, { by: 'model' })).toEqual([[expect.stringContaining('Imagen 3'), 70_000, 2]])
  expect(await getUsage(admin, asked({ environment: 'live' }))).toMatchObject({ parts: [], hasOther: true })
})

test('what was deleted was paid all the same, and a correction counts', async () => {
  const { admin } = await aCrew()
  const { attemptId, imageIds } = await aPaidGeneration(admin, 30_000, { images: 2 })
  await db.image.deleteMany({ where: { id: { in: imageIds } } })
  await db.$executeRaw`${charge(uuid(), attemptId, 45_000n, 'vertex')}`
  expect(await partsOf(admin)).toEqual([[expect.any(String), 45_000, 2]])
})

test('counts in days of the team, and leaves no step of a time out', async () => {
  const { team, admin } = await aCrew()
  await db.team.update({ where: { id: team.id }, data: { timeZone: 'Pacific/Auckland' } })
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' }).format(new Date())
  const yesterday = new Date(new Date(today).getTime() - 86_400_000).toISOString().slice(0, 10)
  const [midnight] = await db.$queryRaw<
    { at: Date }[]
  >`SELECT ${today}::date::timestamp AT TIME ZONE 'Pacific/Auckland' AS "at"`
  if (!midnight) throw new Error('No midnight.')
  await aPaidGeneration(admin, 10_000, { at: midnight.at })
  await aPaidGeneration(admin, 20_000, { at: new Date(midnight.at.getTime() - 1) })
  const { steps } = await getUsage(admin, asked({ range: '7-days' }))
  expect(steps).toHaveLength(7)
  expect(steps.slice(-2).map(({ at, parts }) => [at, parts[0]?.micros])).toEqual([
    [yesterday, 20_000],
    [today, 10_000],
  ])
})

test('is a table whose rows sum to what was spent, over all its pages', async () => {
  const { admin, member } = await aCrew()
  const { attemptId } = await aPaidGeneration(admin, 30_000, { images: 4 })
  await db.$executeRaw`${charge(uuid(), attemptId, 20_000n, 'vertex')}`
  const { id, attemptId: other } = await aPaidGeneration(member, 7)
  // More than a page, some of one moment.
  const many = Array.from({ length: 1_500 }, () => ({
    id: uuid(),
    teamId: admin.teamId,
    generationId: id,
    attemptId: other,
    kind: 'adjust' as const,
    micros: 1,
    periodStart: new Date(),
    userId: member.userId,
    modelId: 'imagen-3.0-generate-002',
    environment: 'standin' as const,
    createdAt: new Date(Date.now() - 1_000),
  }))
  await db.ledgerEntry.createMany({ data: many })
  const read = async (viewer: Viewer) => {
    const text = await new Response(csvStream(usageColumns, readUsage(viewer, asked()))).text()
    const { data } = Papa.parse<Record<string, string>>(text.replace('\uFEFF', ''), {
      header: true,
      skipEmptyLines: true,
    })
    const sum = (name: string) => data.reduce((total, row) => total + Number(row[name]), 0)
    return { rows: data.length, micros: Math.round(sum('usd') * 1_000_000), pictures: sum('pictures') }
  }
  const { total } = await getUsage(admin, asked())
  expect(total.micros).toBe(20_000 + 7 + 1_500)
  expect(await read(admin)).toEqual({ rows: 1_503, ...total })
  expect(await read(member)).toMatchObject({ rows: 1_501, micros: 1_507 })
})

test('times end today at the latest, and long ones are shown by their months', () => {
  expect(spanOf('month', '2026-11-28')).toEqual({ from: '2026-11-01', to: '2026-11-28' })
  expect(spanOf('last-month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(spanOf('30-days', '2026-03-01')).toEqual({ from: '2026-01-31', to: '2026-03-01' })
  expect(spanOf('year', '2026-11-28')).toEqual({ from: '2025-12-01', to: '2026-11-28' })
  expect(stepsOf(spanOf('90-days', '2026-11-28'))).toMatchObject({ by: 'day', steps: { length: 90 } })
  expect(stepsOf(spanOf('year', '2026-11-28'))).toMatchObject({ by: 'month', steps: { length: 12 } })
})

test('an address that says nothing sensible shows this month', () => {
  expect(usageAddressSchema.parse({ range: 'ever', by: 'colour', environment: 'x' })).toEqual({
    range: 'month',
    by: 'model',
    environment: undefined,
  })
})
