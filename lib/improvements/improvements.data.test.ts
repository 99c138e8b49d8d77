import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'
import { aJsonServer } from '#tests/unit/server.ts'

const world = openWorld()

const prompt = 'A {{style=ink}} harbour with __boats__, {calm|stormy}'

/** A server without a key. */
async function improve(viewer: Viewer, text = prompt) {
  const { improvePrompt } = await import('./data.ts')
  return improvePrompt(viewer, { prompt: text })
}

/** A server as it has just started, with this environment. */
async function aServer(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) process.env[name] = value
  onTestFinished(() => {
    for (const name of Object.keys(variables)) delete process.env[name]
    vi.resetModules()
  })
  vi.resetModules()
  const { improvePrompt } = await import('./data.ts')
  return (viewer: Viewer, text = prompt) => improvePrompt(viewer, { prompt: text })
}

const chats = () => world.standin.control.calls().filter(({ path }) => path === '/openai/v1/chat/completions')

beforeEach(() => world.standin.control.clearCalls())

test('the stand-in rewrites with its own model: one call, and what is no word stays', async () => {
  const { prompt: text, costMicros } = await improve(await aViewer())
  expect(text).not.toBe(prompt)
  for (const kept of ['{{style=ink}}', '__boats__', '{calm|stormy}']) expect(text).toContain(kept)
  expect(costMicros).toBeNull()
  expect(chats()).toHaveLength(1)
  expect(chats()[0]?.fields).toEqual({
    model: 'google/gemini-3-flash-preview',
    messages: [
      { role: 'system', content: expect.stringContaining('25 characters at most') },
      { role: 'user', content: prompt },
    ],
  })
})

test('a guest is refused before anybody is asked', async () => {
  await expect(improve(await aViewer({ role: 'guest' }))).rejects.toMatchObject({ code: 'forbidden' })
  expect(chats()).toHaveLength(0)
})

test.each([
  'error:ALL_PROVIDERS_EXHAUSTED',
  'error:INTERNAL_ERROR',
  'rate-limited',
  'reset-after-billing',
  'html-200',
  'cut-json',
  'error-200',
])('an answer that is %s is said, and never asked for twice', async (fault) => {
  await expect(improve(await aViewer(), `A cat [[${fault}]]`)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/[.]$/),
  })
  expect(chats()).toHaveLength(1)
})

test('nothing of it stands in the ledger', async () => {
  const viewer = await aViewer()
  await improve(viewer)
  expect(await db.ledgerEntry.count({ where: { teamId: viewer.teamId } })).toBe(0)
})

describe('with a key', () => {
  const key = () => ({ LUMENFALL_API_KEY: world.standin.apiKey, LUMENFALL_BASE_URL: world.standin.baseUrl })

  test('and no chat model there is no rewrite', async () => {
    const improve = await aServer(key())
    await expect(improve(await aViewer())).rejects.toMatchObject({ code: 'unavailable' })
    expect(chats()).toHaveLength(0)
  })

  test('the model that is configured is asked', async () => {
    const improve = await aServer({ ...key(), IMPROVE_MODEL: 'google/gemini-3-flash-preview' })
    await improve(await aViewer())
    expect(chats()[0]?.fields['model']).toBe('google/gemini-3-flash-preview')
  })

  test('a model that makes pictures does not chat, and that is said', async () => {
    const improve = await aServer({ ...key(), IMPROVE_MODEL: 'imagen-3' })
    await expect(improve(await aViewer())).rejects.toThrow(/could not rewrite/)
  })
})

test.each([
  ['blank', '  '],
  ['too long', 'x'.repeat(40_000)],
  ['without the list', 'A {{style=ink}} harbour with boats, {calm|stormy}'],
])('a rewrite that is %s is not used', async (_name, content) => {
  const { url } = await aJsonServer({ choices: [{ message: { content } }] })
  const improve = await aServer({
    LUMENFALL_API_KEY: 'lmnfl_x.y',
    LUMENFALL_BASE_URL: `${url}/openai/v1`,
    IMPROVE_MODEL: 'some/model',
  })
  await expect(improve(await aViewer())).rejects.toMatchObject({ code: 'unavailable' })
})
