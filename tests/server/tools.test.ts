import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { Programs } from '../setup/programs.ts'
import { startPrograms } from '../setup/programs.ts'

// Tools for agents, as the protocol's own client finds and calls them.

const model = 'imagen-3.0-generate-002'
const everything = ['models:read', 'images:create', 'history:read']

let programs: Programs

beforeAll(async () => {
  programs = await startPrograms()
})
afterAll(() => programs?.stop())

async function anAgent(
  scopes: readonly string[] = everything,
  mode: 'auto' | 'legacy' = 'auto',
): Promise<Client> {
  const token = await programs.token({ scopes })
  const url = new URL('/mcp', programs.baseURL)
  const headers = { authorization: `Bearer ${token}` }
  const client = new Client({ name: 'a test', version: '1' }, { versionNegotiation: { mode } })
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }))
  onTestFinished(() => client.close())
  return client
}

const textSchema = z.object({
  isError: z.boolean().optional(),
  content: z.tuple([z.object({ type: z.literal('text'), text: z.string() })], z.unknown()),
})

/** What a tool answered, beside pictures. */
async function call(client: Client, name: string, args: Record<string, unknown> = {}) {
  const answer = await client.callTool({ name, arguments: args })
  const { isError = false, content } = textSchema.parse(answer)
  return {
    isError,
    text: content[0].text,
    rest: content.slice(1),
    json: () => JSON.parse(content[0].text) as unknown,
  }
}

test.each(['auto', 'legacy'] as const)('the tools are found, by a client that speaks %s', async (mode) => {
  const { tools } = await (await anAgent(everything, mode)).listTools()
  expect(tools.map(({ name }) => name).toSorted()).toEqual([
    'describe_model',
    'estimate_cost',
    'fill_prompt',
    'generate_image',
    'list_models',
    'list_prompts',
    'search_history',
  ])
  expect(tools.find(({ name }) => name === 'generate_image')?.inputSchema.required).toContain('model')
})

test('a picture is priced, made with a name of one’s own, paid once, and found again', async () => {
  const agent = await anAgent()
  expect((await call(agent, 'list_models')).text).toContain(model)
  expect((await call(agent, 'describe_model', { model })).text).toContain('aspect_ratio')
  const asked = { model, prompt: 'A heron at the weir', n: 2, parameters: { aspect_ratio: '16:9' } }
  const before = programs.standin.control.bill().images
  expect((await call(agent, 'estimate_cost', asked)).json()).toMatchObject({ total_cost_micros: 60_000 })
  expect(programs.standin.control.bill().images).toBe(before)

  const made = await call(agent, 'generate_image', { ...asked, request_id: 'the heron' })
  expect(made.json()).toMatchObject({ cost_in_dollars: 0.06, provider: 'vertex' })
  expect(made.rest).toEqual([
    expect.objectContaining({ type: 'image', mimeType: expect.stringMatching(/^image\//) }),
    expect.objectContaining({ type: 'image' }),
  ])
  const { images } = z.object({ images: z.array(z.url()) }).parse(made.json())
  expect((await fetch(images[0] ?? '')).headers.get('content-type')).toBe('image/png')
  const again = await call(agent, 'generate_image', { ...asked, request_id: 'the heron' })
  expect(again.json()).toMatchObject({ cost_in_dollars: 0.06 })
  expect(programs.standin.control.bill().images - before).toBe(2)

  const found = z
    .array(z.object({ prompt: z.string(), url: z.url(), cost_in_dollars: z.number() }))
    .parse((await call(agent, 'search_history', { query: 'weir' })).json())
  expect(found).toHaveLength(2)
  expect((await fetch(found[0]?.url ?? '')).status).toBe(200)
})

test('prompts of the library are found and filled in', async () => {
  const agent = await anAgent()
  const file = {
    format: 'atelier prompts',
    version: 1,
    prompts: [{ title: 'Bakery sign', versions: [{ text: 'A sign that says {{name=SWEET}}, {dawn|dusk}' }] }],
  }
  const path = `/api/t/${programs.team}/library/import`
  const body = JSON.stringify(file)
  const planned = await programs.owner.ask(`${path}/plan?format=json&scope=team`, { method: 'POST', body })
  const { plan } = z.object({ plan: z.string() }).parse(JSON.parse(planned.text))
  await programs.owner.ask(`${path}?format=json&scope=team&plan=${plan}`, { method: 'POST', body })
  expect((await call(agent, 'list_prompts', { search: 'bakery' })).json()).toMatchObject([
    { slug: 'bakery-sign' },
  ])
  const filled = await call(agent, 'fill_prompt', { prompt: 'bakery-sign', variables: { name: 'RYE' } })
  expect(filled.json()).toMatchObject({
    text: 'A sign that says RYE, dawn',
    variables: [{ name: 'name', default: 'SWEET' }],
  })
  const missing = await call(agent, 'fill_prompt', { prompt: 'no-such' })
  expect(missing).toMatchObject({ isError: true, text: expect.stringContaining('list_prompts') })
})

test('what cannot be done is a sentence, and pays nothing', async () => {
  const agent = await anAgent()
  const before = programs.standin.control.bill().images
  for (const [args, sentence] of [
    [{ model: 'none', prompt: 'x' }, "Model 'none' not found"],
    [{ model, prompt: '' }, 'Write a prompt.'],
    [{ model, prompt: 'x', parameters: { aspect_ratio: 7 } }, 'Aspect ratio'],
  ] as const) {
    const answer = await call(agent, 'generate_image', args)
    expect(answer.isError).toBe(true)
    expect(answer.text).toContain(sentence)
  }
  expect(programs.standin.control.bill().images).toBe(before)
})

test('each tool asks for its own scope', async () => {
  const reader = await anAgent(['models:read'])
  expect((await call(reader, 'list_models')).isError).toBe(false)
  for (const [name, args] of [
    ['generate_image', { model, prompt: 'x' }],
    ['search_history', {}],
    ['list_prompts', {}],
    ['fill_prompt', { prompt: 'x' }],
  ] as const) {
    const answer = await call(reader, name, args)
    expect(answer.isError).toBe(true)
    expect(answer.text).toMatch(/needs the scope (images:create|history:read)/)
  }
})
