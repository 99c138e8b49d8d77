import { describe, expect, test } from 'vitest'
import { blankPicture } from '#lib/picture.ts'
import { aCall, adapterAt, aLumenfall } from '#tests/unit/lumenfall.ts'
import { aDeadUrl, aJsonServer, aServer } from '#tests/unit/server.ts'
import type { Upstream } from '../port.ts'
import { UpstreamError } from '../port.ts'

const questions: Record<string, (upstream: Upstream) => Promise<unknown>> = {
  'the estimate': (upstream) => upstream.estimate(aCall()),
  'the list of models': (upstream) => upstream.listModels(),
  'the balance': (upstream) => upstream.balance(),
  'the request log': (upstream) => upstream.findRequest('ab'.repeat(16), new Date()),
}
const modelToo = {
  ...questions,
  'a model': (upstream: Upstream) => upstream.getModel('imagen-3.0-generate-002'),
}

const answering = async (body: unknown, status?: number) => adapterAt((await aJsonServer(body, status)).url)

describe('an estimate', () => {
  test('is what the images will cost together, and costs nothing', async () => {
    const { upstream, standin } = await aLumenfall()
    expect((await upstream.estimate(aCall())).micros).toBe(30_000)
    expect((await upstream.estimate(aCall({ n: 4 }))).micros).toBe(120_000)
    expect((await upstream.estimate(aCall({ provider: 'gemini' }))).provider).toBe('gemini')
    expect(standin.control.bill().totalMicros).toBe(0)
  })

  test.each([
    [
      { total_cost_micros: 30_000, provider: 'vertex' },
      { micros: 30_000, provider: 'vertex' },
    ],
    [{ total_cost_micros: 0 }, { micros: 0, provider: null }],
    [{ total_cost_micros: 12.6 }, { micros: 13, provider: null }],
    [
      { total_cost_micros: 1, metadata: { cost: 0.03 } },
      { micros: 1, provider: null },
    ],
  ])('in %j is %j', async (body, estimate) => {
    const upstream = await answering({ estimated: true, ...body })
    expect(await upstream.estimate(aCall())).toEqual(estimate)
  })

  test.each([
    {},
    { estimated: true },
    { estimated: true, total_cost_micros: null },
    { estimated: true, total_cost_micros: '30000' },
    { estimated: true, total_cost_micros: -1 },
    { estimated: true, metadata: { cost: 0.03 } },
    { total_cost_micros: 30_000 },
    { estimated: false, total_cost_micros: 30_000 },
  ])('is not in %j, and nobody makes one up', async (body) => {
    await expect((await answering(body)).estimate(aCall())).rejects.toMatchObject({
      failure: 'unreadable_answer',
    })
  })

  test('is not what pictures cost that were made in the place of one', async () => {
    const made = { id: 'req_1', data: [{ b64_json: 'AAAA' }], metadata: { cost: 0.03, provider: 'gemini' } }
    await expect((await answering(made)).estimate(aCall())).rejects.toMatchObject({
      failure: 'unreadable_answer',
    })
  })

  test('of an edit is asked for where it is known that it may be, and elsewhere nothing is sent', async () => {
    const call = aCall({
      modelId: 'gemini-2.5-flash-image',
      inputs: [{ role: 'image', mime: 'image/png', bytes: await blankPicture(64, 48) }],
    })
    const { upstream, standin } = await aLumenfall({ canPriceEdits: true })
    expect(await upstream.estimate(call)).toMatchObject({ micros: 39_000 })
    expect(standin.control.bill().totalMicros).toBe(0)

    const server = await aJsonServer({ estimated: true, total_cost_micros: 1 })
    await expect(adapterAt(server.url).estimate(call)).rejects.toMatchObject({
      name: 'UpstreamError',
      message: 'The API tells the price of an edit only afterwards.',
    })
    expect(server.hits()).toBe(0)
  })

  test('of values that the model does not take says why', async () => {
    const { upstream } = await aLumenfall()
    const wrong = upstream.estimate(aCall({ parameters: { size: 'huge' } }))
    await expect(wrong).rejects.toMatchObject({ name: 'UpstreamError', failure: 'invalid_request' })
    const unknown = upstream.estimate(aCall({ modelId: 'no-such-model' }))
    await expect(unknown).rejects.toMatchObject({ failure: 'model_gone' })
  })
})

describe('the catalogue', () => {
  test('is a list of entries, as they came', async () => {
    const { upstream } = await aLumenfall()
    const models = await upstream.listModels()
    expect(models).toContainEqual(expect.objectContaining({ id: 'imagen-3.0-generate-002', object: 'model' }))
    expect(models.length).toBeGreaterThan(3)
  })

  test('may stand under either of two names, and may be empty', async () => {
    expect(await (await answering({ data: [{ id: 'a' }, 7] })).listModels()).toEqual([{ id: 'a' }, 7])
    expect(await (await answering({ models: [{ id: 'a' }] })).listModels()).toEqual([{ id: 'a' }])
    expect(await (await answering({ data: [] })).listModels()).toEqual([])
  })
})

describe('a model', () => {
  test('comes with its parameters, whatever shape they have', async () => {
    const { upstream, standin } = await aLumenfall()
    for (const schemaVersion of [1, 2, 3] as const) {
      standin.control.change({ schemaVersion })
      expect(await upstream.getModel('imagen-3.0-generate-002')).toHaveProperty('schema')
    }
    expect(await (await answering([{ name: 'n', type: 'integer' }])).getModel('x')).toEqual([
      { name: 'n', type: 'integer' },
    ])
  })

  test('is looked for under both surfaces, the compatible one first', async () => {
    const seen: (string | undefined)[] = []
    const server = await aServer((request, response) => {
      seen.push(request.url)
      if (request.url?.startsWith('/openai')) response.writeHead(404).end('{"error":{"code":"NOT_FOUND"}}')
      else response.end('{"id":"a/b"}')
    })
    expect(await adapterAt(server.url).getModel('a/b')).toEqual({ id: 'a/b' })
    expect(seen).toEqual(['/openai/v1/models/a/b?schema=true', '/v1/models/a/b?schema=true'])
  })

  test('that nobody has is gone', async () => {
    const { upstream } = await aLumenfall()
    await expect(upstream.getModel('no-such-model')).rejects.toMatchObject({
      name: 'UpstreamError',
      failure: 'model_gone',
    })
  })

  test('is not looked for twice with a key that is refused', async () => {
    const { upstream, standin } = await aLumenfall()
    standin.control.change({ keyRefused: true })
    await expect(upstream.getModel('imagen-3.0-generate-002')).rejects.toMatchObject({
      failure: 'key_refused',
    })
    expect(standin.control.calls()).toHaveLength(1)
  })

  test('cannot be named so that something else is asked', async () => {
    const seen: (string | undefined)[] = []
    const server = await aServer((request, response) => {
      seen.push(request.url)
      response.end('{}')
    })
    await adapterAt(server.url).getModel('x?dryRun=true#y')
    expect(seen).toEqual(['/openai/v1/models/x%3FdryRun%3Dtrue%23y?schema=true'])
  })
})

test.each([
  [{ available: { amount: 12.5, currency: 'usd' } }, 12_500_000],
  [{ available: { amount: 0 } }, 0],
  [{ available: { amount: -0.42 } }, -420_000],
  [{ billing_type: 'postpaid', available: { amount: null } }, null],
])('the balance in %j is %j micro-dollars', async (body, micros) => {
  expect(await (await answering(body)).balance()).toEqual({ micros })
})

test('the balance of the stand-in is what is left of it', async () => {
  const { upstream, standin } = await aLumenfall()
  standin.control.change({ balanceMicros: 7_250_000 })
  expect(await upstream.balance()).toEqual({ micros: 7_250_000 })
})

const wrongAnswers: Record<string, [body: string, status: number, failure: string]> = {
  'a refused key': [
    '{"error":{"code":"AUTHENTICATION_FAILED","message":"Invalid API key"}}',
    401,
    'key_refused',
  ],
  'an error with 200': ['{"error":{"code":"RATE_LIMITED","message":"Slowly."}}', 200, 'rate_limited'],
  'a flat error': ['{"error_code":"INTERNAL_ERROR"}', 500, 'upstream_error'],
  'an error of no known kind': ['{"error":{"message":"Oops"}}', 500, 'upstream_error'],
  'a page': ['<h1>Welcome</h1>', 200, 'unreadable_answer'],
  'a page with 503': ['<h1>Sorry</h1>', 503, 'unreadable_answer'],
  nothing: ['', 200, 'unreadable_answer'],
  'a redirect': ['', 302, 'unreadable_answer'],
}

describe.each(Object.entries(wrongAnswers))('%s', (_name, [body, status, failure]) => {
  test.each(Object.entries(questions))(`instead of %s is ${failure}`, async (_question, ask) => {
    const server = await aServer((_, response) =>
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body),
    )
    await expect(ask(adapterAt(server.url))).rejects.toMatchObject({ name: 'UpstreamError', failure })
    expect(server.hits()).toBe(1)
  })
})

describe.each(['null', '7', '"text"', '[]', '[7]', '{}', '{"data":7,"available":7,"total_cost_micros":"x"}'])(
  'JSON such as %s',
  (body) => {
    test.each(Object.entries(questions))(
      'instead of %s is an answer that cannot be read',
      async (_question, ask) => {
        const server = await aServer((_, response) => response.end(body))
        await expect(ask(adapterAt(server.url))).rejects.toMatchObject({
          name: 'UpstreamError',
          failure: 'unreadable_answer',
        })
      },
    )
  },
)

test.each(Object.entries(modelToo))(
  'where nobody listens, %s is a failure that says so',
  async (_name, ask) => {
    const asked = ask(adapterAt(await aDeadUrl()))
    await expect(asked).rejects.toMatchObject({ name: 'UpstreamError', failure: 'unreachable' })
  },
)

test.each(Object.entries(questions))(
  '%s that is lost on the way is a failure that says so',
  async (_name, ask) => {
    const server = await aServer((request) => void request.socket.resetAndDestroy())
    await expect(ask(adapterAt(server.url))).rejects.toMatchObject({
      name: 'UpstreamError',
      failure: 'no_answer',
    })
    expect(server.hits()).toBe(1)
  },
)

test.each(Object.entries(questions))('%s of more than 8 MB is not read', async (_name, ask) => {
  const server = await aServer((_, response) => response.end(Buffer.alloc(9 * 1024 * 1024, ' ')))
  await expect(ask(adapterAt(server.url))).rejects.toMatchObject({
    name: 'UpstreamError',
    failure: 'answer_too_large',
  })
})

test('an error that is null is none', async () => {
  const body = {
    error: null,
    error_code: null,
    data: [{ id: 'a' }],
    available: { amount: 1 },
    estimated: true,
    total_cost_micros: 5,
  }
  const upstream = await answering(body)
  expect(await upstream.listModels()).toEqual([{ id: 'a' }])
  expect(await upstream.balance()).toEqual({ micros: 1_000_000 })
  expect((await upstream.estimate(aCall())).micros).toBe(5)
})

test('a failure is an error like any other, with its cause', async () => {
  const failed = questions['the balance']?.(adapterAt(await aDeadUrl()))
  await expect(failed).rejects.toBeInstanceOf(UpstreamError)
  await expect(failed).rejects.toMatchObject({ cause: { name: 'TransportError' } })
})
