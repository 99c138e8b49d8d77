import { expect, test } from 'vitest'
import { z } from 'zod'
import { aStandin, imageAnswerSchema, SMALL } from './testing.ts'

const schemaAnswer = z.object({
  schema: z.object({
    required: z.array(z.string()),
    properties: z.record(z.string(), z.looseObject({ type: z.string(), 'x-group': z.string() })),
  }),
})

test('the client lists the models, in the rich and the minimal shape', async () => {
  const { client } = await aStandin()
  const { data } = await client.models.list()
  expect(data.length).toBeGreaterThanOrEqual(10)
  expect(data.find(({ id }) => id === 'imagen-3.0-generate-002')).toMatchObject({
    object: 'model',
    owned_by: 'google',
    starting_price: 0.03,
    aliases: ['imagen-3'],
    model_status: 'active',
    modality: 'image',
  })
  expect(Object.keys(data.find(({ id }) => id === 'mock-image') ?? {})).toEqual([
    'id',
    'object',
    'created',
    'owned_by',
  ])
  expect(data.find(({ id }) => id === 'imagen-2.0-generate-001')).toMatchObject({ model_status: 'disabled' })
})

test.each(['imagen-3.0-generate-002', 'imagen-3', 'gemini/imagen-3.0-generate-002'])(
  'the client retrieves %s by its own name',
  async (name) => {
    const { client } = await aStandin()
    expect((await client.models.retrieve(name)).id).toBe('imagen-3.0-generate-002')
  },
)

test('an id with a slash can be retrieved, and an unknown one is 404', async () => {
  const { client, get } = await aStandin()
  expect((await client.models.retrieve('google/gemini-3-flash-preview')).owned_by).toBe('google')
  expect((await get('/openai/v1/models/google/gemini-3-flash-preview')).status).toBe(200)
  await expect(client.models.retrieve('nope')).rejects.toMatchObject({ status: 404, code: 'MODEL_NOT_FOUND' })
})

test('the schema of the first model has exactly the parameters of its page', async () => {
  const { get } = await aStandin()
  const answer: unknown = await (await get('/openai/v1/models/imagen-3.0-generate-002?schema=true')).json()
  const { schema } = schemaAnswer.parse(answer)
  expect(Object.keys(schema.properties).toSorted()).toEqual(
    [
      'prompt',
      'size',
      'aspect_ratio',
      'resolution',
      'response_format',
      'output_format',
      'output_compression',
      'n',
    ].toSorted(),
  )
  expect(schema.required).toEqual(['prompt'])
  expect(schema.properties['n']).toMatchObject({ type: 'integer', default: 1, minimum: 1, maximum: 10 })
})

test('a schema says which providers and modes a parameter is for', async () => {
  const { get } = await aStandin()
  const read = async (id: string) =>
    schemaAnswer.parse(await (await get(`/openai/v1/models/${id}?schema=true`)).json()).schema.properties
  expect((await read('imagen-4'))['personGeneration']).toMatchObject({
    'x-providers': ['gemini'],
    'x-group': 'Additional Parameters',
  })
  expect((await read('gemini-2.5-flash-image'))['mask']).toMatchObject({ 'x-modes': ['edit'] })
  expect((await read('flux-schnell'))['guidance_scale']).toMatchObject({ type: 'number', multipleOf: 0.1 })
})

test('a changed schema has a new, a narrower and a missing parameter; another version another shape', async () => {
  const { get, standin } = await aStandin()
  const read = async (): Promise<unknown> => (await get('/openai/v1/models/imagen-3?schema=true')).json()
  standin.control.change({ schemaVersion: 2 })
  const { properties } = schemaAnswer.parse(await read()).schema
  expect(properties['n']?.['maximum']).toBe(4)
  expect(properties).toHaveProperty('style_strength')
  expect(properties).not.toHaveProperty('output_compression')
  standin.control.change({ schemaVersion: 3 })
  expect(schemaAnswer.safeParse(await read()).success).toBe(false)
})

test('traffic is spread over the providers, and a pin is kept', async () => {
  const { generate } = await aStandin()
  const providerOf = async (model: string) => {
    const response = await generate({ ...SMALL, model })
    const { metadata, id } = imageAnswerSchema.parse(await response.json())
    expect(response.headers.get('x-lumenfall-provider')).toBe(metadata.provider)
    expect(response.headers.get('x-lumenfall-model')).toBe(metadata.executed_model)
    expect(response.headers.get('x-lumenfall-request-id')).toBe(id)
    return metadata.provider
  }
  const spread = [await providerOf('flux-schnell'), await providerOf('flux-schnell')]
  expect(spread.toSorted()).toEqual(['fal', 'replicate'])
  for (let i = 0; i < 3; i++) expect(await providerOf('replicate/flux-schnell')).toBe('replicate')
})
