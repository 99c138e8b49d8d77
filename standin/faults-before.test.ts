import { expect, test } from 'vitest'
import { aStandin, errorSchema, imageAnswerSchema, newestRequest, SMALL } from './testing.ts'

test('slow takes longer', async () => {
  const { generate } = await aStandin()
  const before = performance.now()
  expect((await generate({ ...SMALL, prompt: 'x [[slow:300]]' })).status).toBe(200)
  expect(performance.now() - before).toBeGreaterThanOrEqual(295)
})

test('hang never answers; the log shows it processing, and cancelled once the client has left', async () => {
  const place = await aStandin()
  const leaving = new AbortController()
  const call = place.client.images.generate({ ...SMALL, prompt: 'x [[hang]]' }, { signal: leaving.signal })
  const outcome = call.catch((error: unknown) => error)
  await expect.poll(async () => (await newestRequest(place)).status).toBe('processing')
  leaving.abort()
  await outcome
  await expect.poll(async () => (await newestRequest(place)).status).toBe('cancelled')
})

test.each(['reset-on-arrival', 'reset-before-billing', 'reset-after-billing'])(
  '%s: the connection is reset before the headers',
  async (name) => {
    const { generate } = await aStandin()
    const error: unknown = await generate({ ...SMALL, prompt: `[[${name}]]` }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ cause: { code: 'ECONNRESET' } })
  },
)

test('rate-limited says when to come again', async () => {
  const { generate } = await aStandin()
  const response = await generate({ ...SMALL, prompt: 'x [[rate-limited:7]]' })
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
  expect(errorSchema.parse(await response.json()).error.code).toBe('RATE_LIMITED')
})

test('html-503, redirect, error-200 and flat-error answer in shapes of their own', async () => {
  const { generate } = await aStandin()
  const send = (word: string) => generate({ ...SMALL, prompt: `x [[${word}]]` })
  const html = await send('html-503')
  expect([html.status, html.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8'])
  const redirect = await send('redirect:http://canary.invalid/x')
  expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'http://canary.invalid/x'])
  const good = await send('error-200')
  expect([good.status, errorSchema.parse(await good.json()).error.code]).toEqual([200, 'UPSTREAM_ERROR'])
  const flat = await send('flat-error')
  expect([flat.status, await flat.json()]).toMatchObject([500, { error_code: 'INTERNAL_ERROR' }])
})

test('when a provider fails the next one serves, and the answer tells of the attempt', async () => {
  const { generate } = await aStandin()
  const prompt = 'x [[provider-fails:vertex]]'
  const response = await generate({ ...SMALL, model: 'imagen-3', prompt })
  const { metadata } = imageAnswerSchema.parse(await response.json())
  expect([metadata.provider, metadata.attempts.map(({ provider }) => provider)]).toEqual([
    'gemini',
    ['vertex'],
  ])
})

test("a pinned provider's failure comes straight through", async () => {
  const place = await aStandin()
  const send = (model: string) => place.generate({ model, prompt: 'x [[provider-fails]]' })
  const gemini = await send('gemini/imagen-3.0-generate-002')
  expect([gemini.status, await gemini.json()]).toMatchObject([
    400,
    { error: { code: 'UPSTREAM_ERROR', message: 'User location is not supported for API use' } },
  ])
  expect((await send('vertex/imagen-3.0-generate-002')).status).toBe(503)
  expect(await newestRequest(place)).toMatchObject({
    status: 'upstream_failure',
    error_code: 'UPSTREAM_ERROR',
  })
})

test('when all providers fail the last failure is told', async () => {
  const { generate } = await aStandin()
  const prompt = 'x [[provider-fails:vertex]] [[provider-fails:gemini]]'
  const response = await generate({ model: 'imagen-3', prompt })
  expect([response.status, await response.json()]).toMatchObject([
    502,
    {
      error: {
        code: 'ALL_PROVIDERS_EXHAUSTED',
        message: 'All providers failed. Last failure: User location is not supported for API use',
      },
    },
  ])
})

test('filtered pictures are neither delivered nor billed; with none left it is a refusal', async () => {
  const { generate, standin } = await aStandin()
  const some = await generate({ ...SMALL, n: 4, prompt: 'x [[partial:3]]' })
  const answer = imageAnswerSchema.parse(await some.json())
  expect([answer.data.length, answer.metadata.cost]).toEqual([1, 0.003])
  for (const prompt of ['x [[partial:4]]', 'x [[all-filtered]]']) {
    const none = await generate({ ...SMALL, n: 4, prompt })
    const { error } = errorSchema.parse(await none.json())
    expect([none.status, error.code]).toEqual([400, 'CONTENT_POLICY_VIOLATION'])
    expect(error.message).toMatch(/Support codes: \d+/)
  }
  expect(standin.control.bill().totalMicros).toBe(3000)
})

test('magic words are not drawn, and words that are none stay text', async () => {
  const { client, generate } = await aStandin()
  const edit = { ...SMALL, model: 'gemini-2.5-flash-image' }
  const answer = await client.images.generate({
    ...edit,
    prompt: 'a [[no-cost]] lake [[slow:soon]] [[lake]]',
  })
  expect(answer.data?.[0]?.revised_prompt).toBe('a lake [[slow:soon]] [[lake]], as a quiet layered landscape')
  expect((await generate({ ...SMALL, prompt: '[[no-such-fault]]' })).status).toBe(200)
})
