import { beforeAll, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { aGenerationInput, aViewer, eventually, ledgerMicros, openWorld } from '#tests/setup/world.ts'
import { createGeneration, findGeneration } from './data.ts'
import type { GenerationStatus } from './schema.ts'

const world = openWorld()
const price = 30_000

beforeAll(async () => {
  await world.work({ deadlineMs: 6_000, lookupMs: 500, places: 50 })
})

interface Expected {
  status: GenerationStatus
  code?: string
  cost: number
  images?: number
}

/** What each way to go wrong must end in, for two images of $0.03, once the request log has been asked. */
const faults: Record<string, Expected> = {
  'error:AUTHENTICATION_FAILED': { status: 'failed', code: 'key_refused', cost: 0 },
  'error:INSUFFICIENT_BALANCE': { status: 'failed', code: 'insufficient_balance', cost: 0 },
  'error:INVALID_REQUEST': { status: 'failed', code: 'invalid_request', cost: 0 },
  'error:CONTENT_POLICY_VIOLATION': { status: 'refused', code: 'content_policy', cost: 0 },
  'error:MODEL_NOT_FOUND': { status: 'failed', code: 'model_gone', cost: 0 },
  'error:MODEL_DISABLED': { status: 'failed', code: 'model_gone', cost: 0 },
  'error:RATE_LIMITED': { status: 'failed', code: 'rate_limited', cost: 0 },
  'error:ALL_PROVIDERS_EXHAUSTED': { status: 'failed', code: 'providers_exhausted', cost: 0 },
  'error:UPSTREAM_ERROR': { status: 'failed', code: 'provider_error', cost: 0 },
  'error:INTERNAL_ERROR': { status: 'failed', code: 'upstream_error', cost: 0 },
  'rate-limited:7': { status: 'failed', code: 'rate_limited', cost: 0 },
  'slow:300': { status: 'succeeded', cost: 2 * price, images: 2 },
  hang: { status: 'failed', code: 'upstream_error', cost: 0 },
  'reset-on-arrival': { status: 'failed', code: 'not_billed', cost: 0 },
  'reset-before-billing': { status: 'failed', code: 'upstream_error', cost: 0 },
  'html-503': { status: 'failed', code: 'upstream_error', cost: 0 },
  'error-200': { status: 'failed', cost: 0 },
  'flat-error': { status: 'failed', cost: 0 },
  'provider-fails:vertex': { status: 'succeeded', cost: 2 * price, images: 2 },
  'partial:1': { status: 'partial', code: 'filtered', cost: price, images: 1 },
  'all-filtered': { status: 'refused', code: 'content_policy', cost: 0 },
  'url-instead': { status: 'succeeded', cost: 2 * price, images: 2 },
  'url-instead]] [[expired-media': { status: 'lost', code: 'not_an_image', cost: 2 * price },
  'log-late:700': { status: 'succeeded', cost: 2 * price, images: 2 },
  'not-an-image': { status: 'lost', code: 'not_an_image', cost: 2 * price },
  svg: { status: 'lost', code: 'not_an_image', cost: 2 * price },
  'huge-dimensions': { status: 'lost', code: 'not_an_image', cost: 2 * price },
  'truncated-image': { status: 'succeeded', cost: 2 * price, images: 2 },
  polyglot: { status: 'succeeded', cost: 2 * price, images: 2 },
  'no-data': { status: 'lost', cost: 2 * price },
  'no-metadata': { status: 'succeeded', cost: 2 * price, images: 2 },
  'no-cost': { status: 'succeeded', cost: 2 * price, images: 2 },
  'fewer:1': { status: 'partial', code: 'filtered', cost: 2 * price, images: 1 },
  'bad-base64': { status: 'lost', code: 'not_an_image', cost: 2 * price },
  'unknown-fields': { status: 'succeeded', cost: 2 * price, images: 2 },
  'changed-schema': { status: 'lost', cost: 2 * price },
  'billed-error': { status: 'lost', cost: 2 * price },
  'hang-after-billing': { status: 'lost', code: 'no_answer', cost: 2 * price },
  'reset-after-billing': { status: 'lost', code: 'no_answer', cost: 2 * price },
  'reset-in-body': { status: 'lost', code: 'no_answer', cost: 2 * price },
  'close-in-body': { status: 'lost', code: 'no_answer', cost: 2 * price },
  'drip:1000': { status: 'lost', code: 'no_answer', cost: 2 * price },
  'cut-json': { status: 'lost', cost: 2 * price },
  'empty-body': { status: 'lost', cost: 2 * price },
  'html-200': { status: 'lost', cost: 2 * price },
  'wrong-content-type:text/html': { status: 'succeeded', cost: 2 * price, images: 2 },
}

test.concurrent.each(Object.entries(faults))(
  'an upstream that does %s leaves a true state',
  async (fault, expected) => {
    const viewer = await aViewer()
    const { id } = await createGeneration(
      viewer,
      aGenerationInput({ prompt: `A lighthouse [[${fault}]]`, parameters: { n: 2 } }),
    )
    const ended = await eventually(async () => {
      const generation = await findGeneration(viewer, id)
      const isOpen = !generation || ['queued', 'running', 'unknown'].includes(generation.status)
      const isPriced = generation?.costSource !== 'estimate'
      return !isOpen && isPriced && generation
    }, 40_000)
    expect(ended.status).toBe(expected.status)
    expect(ended.costMicros).toBe(expected.cost)
    expect(ended.images).toHaveLength(expected.images ?? 0)
    if (expected.code && 'failure' in ended) expect(ended.failure.code).toBe(expected.code)
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: expected.cost, reserved: 0 })
    expect(ended.images.reduce((sum, image) => sum + (image.costMicros ?? 0), 0)).toBe(
      ended.images.length > 0 ? ended.costMicros : 0,
    )
  },
  60_000,
)

test('the ledger equals the bill to the micro-dollar, and no call was made twice', async () => {
  const spent = await ledgerMicros({})
  expect(spent.spent).toBe(world.standin.control.bill().totalMicros)
  const calls = world.standin.control.calls().filter((call) => call.path === '/openai/v1/images/generations')
  expect(calls).toHaveLength(await db.attempt.count())
  expect(await db.attempt.count()).toBe(Object.keys(faults).length)
})
