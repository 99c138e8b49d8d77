import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { viewerOf } from '#lib/auth/proof.ts'
import { aViewer, openWorld } from '#tests/setup/world.ts'

const world = openWorld()

/** A server as it has just started: it has asked nobody yet. */
async function theState(viewer: Viewer) {
  vi.resetModules()
  const { upstreamState } = await import('./data.ts')
  return { ask: () => upstreamState(viewer) }
}

async function aServerAdmin(): Promise<Viewer> {
  const { userId, sessionId, teamSlug } = await aViewer()
  await db.user.update({ where: { id: userId }, data: { isAdmin: true } })
  const viewer = await viewerOf(sessionId, teamSlug)
  if (!viewer) throw new Error('The admin is nobody.')
  return viewer
}

function theKey(baseUrl: string, key: string): void {
  process.env.LUMENFALL_BASE_URL = baseUrl
  process.env.LUMENFALL_API_KEY = key
  onTestFinished(() => {
    delete process.env.LUMENFALL_BASE_URL
    delete process.env.LUMENFALL_API_KEY
  })
}

test('without a key the stand-in draws, and says what its account has', async () => {
  world.standin.control.change({ balanceMicros: 12_500_000 })
  const state = {
    environment: 'standin',
    key: 'missing',
    isOwn: false,
    balance: 'ok',
    baseUrl: 'https://api.lumenfall.ai/openai/v1',
    canImprove: true,
  }
  expect(await (await theState(await aViewer({ role: 'owner' }))).ask()).toEqual({
    ...state,
    canSetKey: true,
    balanceMicros: null,
  })
  expect(await (await theState(await aServerAdmin())).ask()).toEqual({
    ...state,
    canSetKey: false,
    balanceMicros: 12_500_000,
  })
})

describe('with a key', () => {
  beforeEach(() => theKey(world.standin.baseUrl, world.standin.apiKey))

  test.each([
    [500_000, 'ok'],
    [499_999, 'low'],
    [0, 'low'],
    [-420_000, 'low'],
  ])(
    'a balance of %d micro-dollars is %s; how much it is, the server’s admins alone see',
    async (micros, balance) => {
      world.standin.control.change({ balanceMicros: micros })
      const state = {
        environment: 'live',
        key: 'ok',
        isOwn: false,
        balance,
        baseUrl: world.standin.baseUrl,
        canImprove: false,
      }
      expect(await (await theState(await aServerAdmin())).ask()).toEqual({
        ...state,
        canSetKey: false,
        balanceMicros: micros,
      })
      expect(await (await theState(await aViewer({ role: 'owner' }))).ask()).toEqual({
        ...state,
        canSetKey: true,
        balanceMicros: null,
      })
    },
  )

  test('that is refused, it says so', async () => {
    world.standin.control.change({ keyRefused: true })
    onTestFinished(() => void world.standin.control.change({ keyRefused: false }))
    const { ask } = await theState(await aServerAdmin())
    expect(await ask()).toEqual({
      environment: 'live',
      key: 'refused',
      isOwn: false,
      canSetKey: false,
      balance: 'unknown',
      balanceMicros: null,
      baseUrl: world.standin.baseUrl,
      canImprove: false,
    })
  })

  test('the account is asked once, however many people look', async () => {
    world.standin.control.clearCalls()
    const { ask } = await theState(await aViewer())
    await Promise.all(Array.from({ length: 20 }, ask))
    await ask()
    expect(world.standin.control.calls().filter(({ path }) => path === '/v1/balance')).toHaveLength(1)
  })
})

test('where nobody answers, nothing is claimed', async () => {
  theKey('http://127.0.0.1:9/openai/v1', 'lmnfl_x.y')
  const { ask } = await theState(await aServerAdmin())
  expect(await ask()).toEqual({
    environment: 'live',
    key: 'unchecked',
    isOwn: false,
    canSetKey: false,
    balance: 'unknown',
    balanceMicros: null,
    baseUrl: 'http://127.0.0.1:9/openai/v1',
    canImprove: false,
  })
})
