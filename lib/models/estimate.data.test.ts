import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'
import type { EstimateQuestion } from './schema.ts'

const world = openWorld()

/** A server as it has just started, with a key: it takes what answers for the API itself. */
async function aServer(variables: Record<string, string> = {}) {
  const { baseUrl, apiKey } = world.standin
  const all = { LUMENFALL_BASE_URL: baseUrl, LUMENFALL_API_KEY: apiKey, ...variables }
  for (const [name, value] of Object.entries(all)) process.env[name] = value
  onTestFinished(() => {
    for (const name of Object.keys(all)) delete process.env[name]
    vi.resetModules()
  })
  vi.resetModules()
  const { estimateCost } = await import('./data.ts')
  return (viewer: Viewer, question: EstimateQuestion) => estimateCost(viewer, question)
}

const anEdit: EstimateQuestion = {
  modelId: 'gemini-2.5-flash-image',
  provider: null,
  parameters: {},
  inputs: [{ role: 'image', width: 64, height: 48 }],
}

beforeEach(() => world.standin.control.clearCalls())

test('a question is as long as settings are, and a longer one is not asked', async () => {
  const viewer = await aViewer()
  const { estimateCost } = await import('./data.ts')
  const modelId = 'imagen-3.0-generate-002'
  const ask = (bytes: number, where: 'parameters' | 'extra') => {
    const long = { note: 'é'.repeat(bytes / 2) }
    const question = { modelId, provider: null, parameters: {}, [where]: long }
    return estimateCost(viewer, question)
  }
  for (const where of ['parameters', 'extra'] as const) {
    expect(await ask(17_000, where)).toEqual({
      known: false,
      reason: 'Settings of more than 16 kB have no price before they are used. Shorten them to see it.',
    })
    expect(world.standin.control.calls()).toEqual([])
  }
  expect(await ask(15_000, 'extra')).toMatchObject({ known: true })
})

describe('the price of an edit', () => {
  test('is not asked of the API, which may take the question for the edit itself', async () => {
    const estimate = await aServer()
    const viewer = await aViewer()
    expect(await estimate(viewer, anEdit)).toEqual({
      known: false,
      reason: 'The API tells the price of an edit only afterwards.',
    })
    expect(world.standin.control.calls()).toEqual([])
    expect(await estimate(viewer, { ...anEdit, inputs: [] })).toEqual({ known: true, micros: 39_000 })
  })

  test('is asked of an API that is known to price it', async () => {
    const estimate = await aServer({ LUMENFALL_EDIT_DRY_RUN: 'on' })
    expect(await estimate(await aViewer(), anEdit)).toEqual({ known: true, micros: 39_000 })
    expect(world.standin.control.calls().map(({ path }) => path)).toEqual([
      '/openai/v1/images/edits?dryRun=true',
    ])
  })
})
