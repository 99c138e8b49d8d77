import { expect, test } from 'vitest'
import { aStandin, availableDollars, imageAnswerSchema, newestRequest, SMALL } from './testing.ts'

test('an estimate says the price and changes nothing', async () => {
  const place = await aStandin({ balanceMicros: 1_000_000 })
  const body = { model: 'imagen-3.0-generate-002', prompt: 'estimate', n: 4 }
  const estimate = await place.client.post('/images/generations', { query: { dryRun: 'true' }, body })
  expect(estimate).toEqual({
    estimated: true,
    model: 'imagen-3.0-generate-002',
    provider: 'vertex',
    total_cost_micros: 120_000,
    currency: 'USD',
    components: [
      {
        type: 'output',
        metric: 'image',
        quantity: 4,
        billable_quantity: 4,
        unit_price: 0.03,
        total_cost: 120_000,
      },
    ],
  })
  expect(await availableDollars(place)).toBe(1)
  expect(await (await place.get('/v1/requests')).json()).toMatchObject({ data: [] })
})

test('an estimate is refused like the call itself, and means nothing by a magic word', async () => {
  const { generate } = await aStandin()
  const query = '?dryRun=true'
  expect((await generate({ ...SMALL, n: 11 }, { query })).status).toBe(400)
  expect((await generate({ ...SMALL, prompt: '[[hang]]' }, { query })).status).toBe(200)
})

test('the balance falls by exactly what the answers say', async () => {
  const place = await aStandin({ balanceMicros: 1_000_000 })
  place.standin.control.change({ plain: true })
  let spent = 0
  for (const [model, n] of [
    ['imagen-3', 3],
    ['imagen-4', 1],
    ['nano-banana', 1],
    ['flux-schnell', 7],
    ['mock-image', 2],
  ] as const) {
    const answer: unknown = await (await place.generate({ model, prompt: 'x', n })).json()
    spent += Math.round(imageAnswerSchema.parse(answer).metadata.cost * 1e6)
  }
  expect(spent).toBe(90_000 + 40_000 + 39_000 + 21_000)
  expect(await availableDollars(place)).toBe((1_000_000 - spent) / 1e6)
  expect(place.standin.control.bill()).toMatchObject({ totalMicros: spent, images: 12 })
})

test('without the money there is no work, and free work goes on', async () => {
  const place = await aStandin({ balanceMicros: 39_000 })
  const response = await place.generate({ model: 'imagen-4', prompt: 'x' })
  expect(response.status).toBe(402)
  expect(await response.json()).toEqual({
    error: {
      message: 'Insufficient balance: $0.04 required, $0.039 available',
      type: 'insufficient_quota',
      code: 'INSUFFICIENT_BALANCE',
    },
  })
  expect(await newestRequest(place)).toMatchObject({ status: 'rejected', cost: 0 })
  expect((await place.generate({ ...SMALL, model: 'mock-image' })).status).toBe(200)
  place.standin.control.change({ balanceMicros: 40_000 })
  expect((await place.generate({ model: 'imagen-4', prompt: 'x' })).status).toBe(200)
  expect(await availableDollars(place)).toBe(0)
})

test('calls at once cannot overdraw the balance', async () => {
  const place = await aStandin({ balanceMicros: 15_000, latencyMs: 40 })
  place.standin.control.change({ plain: true })
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => (await place.generate(SMALL)).status),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(5)
  expect(statuses.filter((status) => status === 402)).toHaveLength(15)
  expect(await availableDollars(place)).toBe(0)
})

test('a client that goes away does not stop the work: it is billed', async () => {
  const place = await aStandin({ latencyMs: 300 })
  const leaving = new AbortController()
  const call = place.client.images
    .generate(SMALL, { signal: leaving.signal })
    .catch((error: unknown) => error)
  await expect.poll(() => place.standin.control.calls()[0]?.requestId).toBeTruthy()
  leaving.abort()
  expect(await call).toMatchObject({ message: 'Request was aborted.' })
  expect(await newestRequest(place)).toMatchObject({ status: 'processing', cost: 0 })
  await expect.poll(() => place.standin.control.bill().totalMicros).toBe(3000)
  expect(await newestRequest(place)).toMatchObject({ status: 'completed', cost: 0.003 })
  expect(place.standin.control.calls()[0]?.outcome.state).toBe('left')
})
