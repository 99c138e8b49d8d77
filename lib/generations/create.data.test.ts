import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { aGenerationInput, aTeam, aViewer, eventually, ledgerMicros, openWorld } from '#tests/setup/world.ts'
import { createGeneration, findGeneration } from './data.ts'
import { startGenerationSchema } from './schema.ts'

const world = openWorld()

test('a generation is drawn, stored, priced and explained', async () => {
  await world.work()
  const viewer = await aViewer()
  const input = aGenerationInput({ parameters: { n: 2, aspect_ratio: '16:9' } })
  const { id } = await createGeneration(viewer, input)
  const done = await eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation?.status === 'succeeded' && generation
  })
  expect(done.images).toHaveLength(2)
  expect(done.costMicros).toBe(60_000)
  expect(done.costSource).toBe('answer')
  expect(done.environment).toBe('standin')
  expect(done.images[0]).toMatchObject({ width: 1408, height: 768, mime: 'image/png', costMicros: 30_000 })
  expect(done.attempts).toMatchObject([
    { number: 1, provider: 'vertex', executedModel: 'vertex/imagen-3.0-generate-002', costMicros: 60_000 },
  ])
  expect(done.attempts[0]?.upstreamRequestId).toMatch(/^req_/)
  const ledger = await db.ledgerEntry.findMany({ where: { generationId: id }, orderBy: { createdAt: 'asc' } })
  expect(ledger.map((entry) => [entry.kind, entry.micros])).toEqual([
    ['reserve', 60_000n],
    ['release', -60_000n],
    ['charge', 60_000n],
  ])
})

describe('asked twice', () => {
  test('200 submissions at once with one id are one generation, one reservation and one call', async () => {
    const viewer = await aViewer()
    const input = aGenerationInput({ prompt: 'Two hundred at once' })
    const ids = await Promise.all(Array.from({ length: 200 }, () => createGeneration(viewer, input)))
    expect(new Set(ids.map(({ id }) => id))).toEqual(new Set([input.id]))
    await world.work()
    await eventually(async () => (await findGeneration(viewer, input.id))?.status === 'succeeded')
    expect(world.callsOf('Two hundred at once')).toBe(1)
    expect(await ledgerMicros({ generationId: input.id })).toEqual({ spent: 30_000, reserved: 0 })
    await createGeneration(viewer, input)
    expect(await db.generation.count({ where: { teamId: viewer.teamId } })).toBe(1)
  })

  test('the same id for something else is refused, and the first stays as it was', async () => {
    const viewer = await aViewer()
    const input = aGenerationInput()
    await createGeneration(viewer, input)
    await expect(createGeneration(viewer, { ...input, prompt: 'Another' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect((await findGeneration(viewer, input.id))?.prompt).toBe(input.prompt)
  })

  test("another team's id is refused without a word of what it is", async () => {
    const owner = await aViewer()
    const stranger = await aViewer()
    const input = aGenerationInput({ prompt: 'Secret harbour' })
    await createGeneration(owner, input)
    const refused = createGeneration(stranger, input)
    await expect(refused).rejects.toMatchObject({
      code: 'conflict',
      message: expect.not.stringContaining('Secret'),
    })
    expect(await findGeneration(stranger, input.id)).toBeNull()
  })
})

describe('what cannot be made is refused with a sentence, and nothing is reserved', () => {
  const wrong: [string, Parameters<typeof aGenerationInput>[0], string][] = [
    ['an unknown value', { parameters: { output_format: 'tiff' } }, 'Output format must be one of'],
    ['a value of another type', { parameters: { n: '2' } }, 'Images must be a whole number'],
    ['n out of range', { parameters: { n: 11 } }, 'Images must be at most 10'],
    ['n of zero', { parameters: { n: 0 } }, 'Images must be at least 1'],
    ['an unknown parameter', { parameters: { quality: 'hd' } }, 'This model has no parameter "quality"'],
    [
      'an object where a text belongs',
      { parameters: { aspect_ratio: { not: '' } } },
      'Aspect ratio must be a ratio',
    ],
    [
      'a size with a ratio',
      { parameters: { size: '1024x1024', aspect_ratio: '16:9' } },
      'cannot be set together',
    ],
    ['an unknown model', { modelId: 'imagen-99' }, 'There is no model imagen-99'],
    ['a disabled model', { modelId: 'imagen-2.0-generate-001' }, 'no longer served'],
    ['a model that makes videos', { modelId: 'veo-3.1-fast' }, 'It makes video, not images'],
    ['a model that makes vectors', { modelId: 'recraft-v3-svg' }, 'It makes vector graphics'],
    ['a model that needs a picture', { modelId: 'crystal-upscaler' }, 'starts from a picture. Add one.'],
    ['an empty prompt', { prompt: '  \n ' }, 'Write a prompt.'],
    ['a provider that does not serve it', { provider: 'fal' }, 'not served by fal'],
  ]

  test.each(wrong)('%s', async (_name, changes, sentence) => {
    const viewer = await aViewer()
    const input = aGenerationInput(changes)
    await expect(createGeneration(viewer, input)).rejects.toMatchObject({
      message: expect.stringContaining(sentence),
    })
    expect(await db.generation.count({ where: { teamId: viewer.teamId } })).toBe(0)
    expect(await db.ledgerEntry.count({ where: { teamId: viewer.teamId } })).toBe(0)
  })

  test('guests look, and do not generate', async () => {
    const guest = await aViewer({ role: 'guest' })
    await expect(createGeneration(guest, aGenerationInput())).rejects.toMatchObject({ code: 'forbidden' })
  })

  const forged: [string, unknown][] = [
    ['no prompt', { prompt: null }],
    ['a prompt beyond every limit', { prompt: 'x'.repeat(32_001) }],
    ['an object for a prompt', { prompt: { not: '' } }],
    ['an object for an id', { id: { not: '' } }],
    ['an object for a team', { team: { slug: 'x' } }],
    ['a path for a model', { modelId: '../../v1/balance' }],
    ['a path for a provider', { provider: '../vertex' }],
    ['a list for the parameters', { parameters: [] }],
  ]

  test.each(forged)('%s does not pass the edge', (_name, changes) => {
    const input = { team: 'team', ...aGenerationInput(), ...Object(changes) }
    expect(startGenerationSchema.safeParse(input).success).toBe(false)
  })
})

describe('who sees what', () => {
  test("a stranger's look-up holds nothing of another team", async () => {
    const owner = await aViewer()
    const stranger = await aViewer()
    const { id } = await createGeneration(owner, aGenerationInput())
    expect(await findGeneration(stranger, id)).toBeNull()
  })

  test('a private generation is seen by its author and by admins, not by other members', async () => {
    const team = await aTeam()
    const author = await aViewer({ team })
    const colleague = await aViewer({ team })
    const admin = await aViewer({ team, role: 'admin' })
    const { id } = await createGeneration(author, aGenerationInput({ visibility: 'private' }))
    expect(await findGeneration(author, id)).not.toBeNull()
    expect(await findGeneration(admin, id)).not.toBeNull()
    expect(await findGeneration(colleague, id)).toBeNull()
  })
})
