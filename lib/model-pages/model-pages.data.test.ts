import { v7 as uuid } from 'uuid'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { addExamples } from '#lib/examples/data.ts'
import type { FailureCode } from '#lib/upstream/schema.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aProgram, aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { findModelId, getCatalogue, getCatalogueText, getModelPage, getModelText } from './data.ts'

const world = openWorld()

const first = 'imagen-3.0-generate-002'
const origin = 'https://studio.test'
const pageOf = (viewer: Viewer, id = first) => getModelPage(viewer, id, origin)

async function aCrew() {
  const team = await aTeam()
  const of = (role: Role, name: string) => aViewer({ team, role, name })
  return {
    team,
    admin: await of('admin', 'Ada'),
    member: await of('member', 'Grace'),
    guest: await of('guest', 'Kay'),
  }
}

interface Call {
  state?: 'succeeded' | 'refused' | 'failed' | 'lost' | 'unknown'
  failure?: FailureCode
  ms?: number
  upstream?: 'lumenfall' | 'gemini'
  provider?: string | null
  visibility?: 'team' | 'private'
  images?: number
  costMicros?: bigint | null
  modelId?: string
  createdAt?: Date
}

const usual = {
  state: 'succeeded',
  ms: 1_000,
  upstream: 'lumenfall',
  provider: 'vertex',
  visibility: 'team',
  costMicros: 30_000n,
  modelId: first,
} as const

const failureOf = (code: FailureCode) => ({ code, message: '', missing: 0, retryAfterSeconds: null })

/** A call that ended, as a worker would have left it. */
async function aCall(author: Viewer, wishes: Call = {}) {
  const createdAt = wishes.createdAt ?? new Date()
  const { state, ms, modelId, visibility, ...told } = { ...usual, ...wishes }
  const { upstream, provider, costMicros } = told
  const images = wishes.images ?? (state === 'succeeded' ? 1 : 0)
  const { id, imageIds } = await aFinishedGeneration(author, { images, visibility, createdAt, status: state })
  const failure = wishes.failure ? { failure: failureOf(wishes.failure) } : {}
  await db.generation.update({ where: { id }, data: { modelId, ...failure } })
  await db.image.updateMany({ where: { generationId: id }, data: { modelId } })
  const sentAt = new Date(createdAt.getTime() - ms)
  await db.attempt.updateMany({
    where: { generationId: id },
    data: { state, upstream, provider, costMicros, sentAt, finishedAt: createdAt, pictures: images },
  })
  return { id, imageIds }
}

test('measures each provider over 30 days: calls, ends, times, and what an image cost', async () => {
  const { member } = await aCrew()
  for (const ms of [1_000, 2_000, 3_000, 4_000, 11_000])
    await aCall(member, { ms, images: 2, costMicros: 60_000n })
  await aCall(member, { state: 'refused', costMicros: 0n })
  await aCall(member, { state: 'failed', costMicros: null, failure: 'provider_error' })
  await aCall(member, { state: 'unknown', costMicros: null })
  await aCall(member, { upstream: 'gemini', provider: 'gemini', ms: 500 })
  await aCall(member, { createdAt: new Date(Date.now() - 31 * 86_400_000), ms: 99_000 })
  const { measured } = await pageOf(member)
  expect(measured).toEqual([
    {
      upstream: 'lumenfall',
      provider: 'vertex',
      calls: 7,
      succeeded: 5,
      refused: 1,
      p50Ms: 3_000,
      p95Ms: 9_600,
      imageMicros: 30_000,
    },
    {
      upstream: 'gemini',
      provider: 'gemini',
      calls: 1,
      succeeded: 1,
      refused: 0,
      p50Ms: 500,
      p95Ms: 500,
      imageMicros: 30_000,
    },
  ])
})

test('counts, names and shows nothing that a viewer may not see', async () => {
  const { admin, member, guest } = await aCrew()
  await aCall(member, { visibility: 'private' })
  const [shown] = (await aCall(admin)).imageIds
  const keep = (scope: string, title: string) => aPrompt(admin.teamId, { scope, title, by: member })
  await keep(member.userId, 'Mine alone')
  await keep('team', 'Everybody’s')
  await aPreset(member, member.userId, 'My preset')
  await aPreset(member, 'team', 'Team preset')
  const seen = async (viewer: Viewer) => {
    const { measured, pictures, dependants } = await pageOf(viewer)
    return {
      calls: measured.map(({ calls }) => calls),
      pictures: pictures.map(({ id }) => id).includes(shown ?? '') ? pictures.length : 0,
      prompts: dependants.prompts.first.map(({ title }) => title),
      presets: dependants.presets.first.map(({ title }) => title),
    }
  }
  expect(await seen(member)).toEqual({
    calls: [2],
    pictures: 2,
    prompts: expect.arrayContaining(['Mine alone', 'Everybody’s']),
    presets: expect.arrayContaining(['My preset', 'Team preset']),
  })
  expect(await seen(guest)).toEqual({
    calls: [1],
    pictures: 1,
    prompts: ['Everybody’s'],
    presets: ['Team preset'],
  })
  // An admin sees what was made private, but not what is kept for oneself.
  expect(await seen(admin)).toEqual({
    calls: [2],
    pictures: 2,
    prompts: ['Everybody’s'],
    presets: ['Team preset'],
  })
  const stranger = await aViewer({ role: 'owner' })
  expect(await seen(stranger)).toEqual({ calls: [], pictures: 0, prompts: [], presets: [] })
})

async function aPrompt(teamId: string, { scope, title, by }: { scope: string; title: string; by: Viewer }) {
  const [id, versionId] = [uuid(), uuid()]
  const about = {
    teamId,
    scope,
    slug: `s${id.slice(-12)}`,
    title,
    tags: [],
    text: 'A boat',
    createdById: by.userId,
  }
  await db.prompt.create({ data: { id, ...about } })
  await aVersion({ teamId, promptId: id, id: versionId, number: 1, modelId: first, by })
  return { id, versionId }
}

interface Version {
  teamId: string
  promptId: string
  id: string
  number: number
  modelId: string
  by: Viewer
}

const aVersion = ({ by, ...version }: Version) =>
  db.promptVersion.create({ data: { ...version, text: 'A boat', authorId: by.userId } })

const aPreset = ({ teamId }: Viewer, scope: string, name: string) =>
  db.preset.create({ data: { id: uuid(), teamId, scope, name, modelId: first, values: {} } })

test('a prompt depends on the model of its newest version, and of a labelled one', async () => {
  const { member } = await aCrew()
  const { teamId } = member
  const left = await aPrompt(teamId, { scope: 'team', title: 'Has moved on', by: member })
  const labelled = await aPrompt(teamId, { scope: 'team', title: 'Approved as it was', by: member })
  for (const { id } of [left, labelled])
    await aVersion({ teamId, promptId: id, id: uuid(), number: 2, modelId: 'flux-schnell', by: member })
  await db.promptLabel.create({
    data: {
      promptId: labelled.id,
      name: 'approved',
      teamId,
      versionId: labelled.versionId,
      movedById: member.userId,
    },
  })
  const { prompts } = (await pageOf(member)).dependants
  expect(prompts).toEqual({ count: 1, first: [{ id: labelled.id, title: 'Approved as it was' }] })
})

test('counts examples and what waits; what is in the trash depends on nothing', async () => {
  const { admin, member } = await aCrew()
  const { imageIds } = await aCall(member)
  const images = imageIds.map((image) => ({ id: uuid(), image }))
  await addExamples(admin, { owner: 'team', images, title: 'A boat', note: '', isOnProfile: false })
  const waiting = await aCall(member)
  await db.generation.update({ where: { id: waiting.id }, data: { status: 'queued' } })
  const hidden = await aCall(member, { visibility: 'private' })
  await db.generation.update({ where: { id: hidden.id }, data: { status: 'running' } })
  const page = await pageOf(member)
  expect(page.dependants).toMatchObject({ examples: 1, waiting: 2 })
  expect(page.examples).toMatchObject([{ title: 'A boat' }])
  await db.image.updateMany({ where: { id: { in: imageIds } }, data: { trashedAt: new Date() } })
  expect((await pageOf(member)).dependants.examples).toBe(0)
})

test('a model fails when its last calls did, as far as the viewer sees them', async () => {
  const { admin, member, guest } = await aCrew()
  const kindOf = async (viewer: Viewer) => (await pageOf(viewer, 'flux-schnell')).state
  const call = { modelId: 'flux-schnell', state: 'failed', failure: 'providers_exhausted' } as const
  for (let count = 0; count < 3; count++) await aCall(member, { ...call, visibility: 'private' })
  expect(await kindOf(member)).toEqual({ kind: 'failing', calls: 3, failed: 3, isGone: false })
  expect(await kindOf(admin)).toMatchObject({ kind: 'failing' })
  expect(await kindOf(guest)).toEqual({ kind: 'active' })
  for (let count = 0; count < 4; count++) await aCall(member, { modelId: 'flux-schnell' })
  expect(await kindOf(member)).toEqual({ kind: 'active' })
  const others = { ...call, failure: 'key_refused' } as const
  for (let count = 0; count < 10; count++) await aCall(member, others)
  expect(await kindOf(member)).toEqual({ kind: 'active' })
  await aCall(member, { ...call, failure: 'model_gone' })
  expect(await kindOf(member)).toMatchObject({ kind: 'failing', isGone: true })
  const { lines } = await getCatalogue(member)
  expect(lines.find(({ id }) => id === 'flux-schnell')?.state.kind).toBe('failing')
})

test('a model that the API does not list is there for those to whom something here has to do with it', async () => {
  const { admin, member, guest } = await aCrew()
  await aCall(member, { modelId: 'gone-for-good', visibility: 'private' })
  expect(await pageOf(member, 'gone-for-good')).toMatchObject({
    name: 'gone-for-good',
    state: { kind: 'gone' },
    parameters: [],
    pictures: [{}],
  })
  expect((await pageOf(admin, 'gone-for-good')).pictures).toHaveLength(1)
  const missing = { code: 'not_found' }
  await expect(pageOf(guest, 'gone-for-good')).rejects.toMatchObject(missing)
  await expect(pageOf(await aViewer(), 'gone-for-good')).rejects.toMatchObject(missing)
  expect(await pageOf(await aViewer(), 'dall-e-3')).toMatchObject({ state: { kind: 'gone' } })
})

test('the first model has its parameters from the API, its providers with prices, and what is there in its place', async () => {
  const page = await pageOf(await aViewer())
  expect(page).toMatchObject({
    state: { kind: 'ending', isPast: true },
    replacement: { id: 'gemini-2.5-flash-image', isListed: true },
    isLive: true,
    ownBaseUrl: 'https://studio.test/openai/v1',
    aliases: ['imagen-3'],
  })
  expect(
    page.providers.map(({ configKey, region, priceMicros }) => [configKey, region, priceMicros]),
  ).toEqual([
    ['vertex/imagen-3.0-generate-002', 'Global', 30_000],
    ['gemini/imagen-3.0-generate-002', 'Global', 30_000],
  ])
  const retired = await pageOf(await aViewer(), 'imagen-2.0-generate-001')
  expect(retired.state).toEqual({ kind: 'disabled' })
  expect(retired.others[0]).toEqual({ id: 'gemini-2.5-flash-image', name: 'Gemini 2.5 Flash Image' })
})

test('an alias and a pinned name are the model’s own; what the API does not know is what it is called', async () => {
  const viewer = await aViewer()
  expect(await findModelId(viewer, 'imagen-3')).toBe(first)
  expect(await findModelId(viewer, `vertex/${first}`)).toBe(first)
  expect(await findModelId(viewer, 'google/gemini-3-flash-preview')).toBe('google/gemini-3-flash-preview')
  expect(await findModelId(viewer, 'nobody/knows-it')).toBe('nobody/knows-it')
})

test('what a role may not use is in the catalogue, and says so', async () => {
  const team = await aTeam()
  await db.team.update({
    where: { id: team.id },
    data: { settings: { models: { member: ['flux-schnell'] } } },
  })
  const member = await aViewer({ team, role: 'member' })
  const { lines, isRead } = await getCatalogue(member)
  expect(isRead).toBe(true)
  expect(lines.find(({ id }) => id === first)?.support).toMatchObject({ supported: false })
  expect(lines.find(({ id }) => id === 'flux-schnell')?.support).toEqual({ supported: true })
  const page = await pageOf(member)
  expect(page.support).toEqual({
    supported: false,
    reason: 'Your role may not use it in this team. Ask an admin.',
  })
})

test('members’ stars put models into an order, as far as the viewer sees the pictures', async () => {
  const { admin, member, guest } = await aCrew()
  const rate = async (modelId: string, rating: number, visibility: 'team' | 'private' = 'team') => {
    const { imageIds } = await aCall(member, { modelId, images: 3, visibility })
    const mark = { teamId: member.teamId, userId: admin.userId, rating, imageCreatedAt: new Date() }
    await db.imageMark.createMany({ data: imageIds.map((imageId) => ({ ...mark, imageId })) })
  }
  await rate(first, 4)
  await rate('flux-schnell', 5, 'private')
  expect((await pageOf(admin)).ranking).toEqual({ place: 2, of: 2, mean: 4, ratings: 3 })
  expect((await pageOf(guest)).ranking).toEqual({ place: 1, of: 1, mean: 4, ratings: 3 })
  expect((await pageOf(guest, 'flux-schnell')).ranking).toBeNull()
})

test('a program reads of a model what its token is for', async () => {
  const { member } = await aCrew()
  await aCall(member)
  await aPrompt(member.teamId, { scope: 'team', title: 'Secret campaign', by: member })
  const all = await aProgram(member)
  const reader = await aProgram(member, ['models:read'])
  const text = (who: Viewer) => getModelText(who, 'imagen-3', origin)
  expect(await text(all)).toContain('Secret campaign')
  expect(await text(member)).toContain('## Measured in this team')
  const plain = await text(reader)
  expect(plain).toContain('# Imagen 3')
  expect(plain).not.toMatch(/Secret campaign|Measured in this team/)
  expect(await getCatalogueText(reader, `${origin}/openai/v1`)).toContain(
    `https://studio.test/openai/v1/models/llms.txt?model=${first}`,
  )
  const gone = { modelId: 'flux-schnell', state: 'failed', failure: 'model_gone' } as const
  await aCall(member, gone)
  const flux = (who: Viewer) => getModelText(who, 'flux-schnell', origin)
  expect([await flux(member), await flux(reader)].map((said) => said.includes('Status: Failing'))).toEqual([
    true,
    false,
  ])
  expect(await getCatalogueText(reader, '')).not.toContain('Failing')
  await expect(getModelText(reader, 'no-such-model', origin)).rejects.toMatchObject({ code: 'not_found' })
})

test('while the API’s list cannot be read, the built-in model is there, and nobody says that others are gone', async () => {
  world.standin.control.addFault({ fault: 'html-503', match: { path: '/openai/v1/models' } })
  onTestFinished(() => world.standin.control.clearFaults())
  // A server as it has just started: it has read nothing yet.
  vi.resetModules()
  const fresh = await import('./data.ts')
  const viewer = await aViewer()
  const { lines, isRead } = await fresh.getCatalogue(viewer)
  expect(isRead).toBe(false)
  expect(lines.map(({ id, state }) => [id, state.kind])).toEqual([[first, 'unchecked']])
  expect(await fresh.getModelPage(viewer, first, origin)).toMatchObject({
    state: { kind: 'unchecked' },
    replacement: null,
    isLive: false,
  })
})
