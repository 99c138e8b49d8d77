import { expect, test } from 'vitest'
import { aCall, adapterAt, aLumenfall } from '#tests/unit/lumenfall.ts'
import { aJsonServer, aServer } from '#tests/unit/server.ts'
import { inMemory } from '../transport.ts'

const traceId = '0123456789abcdef0123456789abcdef'
const now = new Date()

const anEntry = (index: number, more: object = {}) => ({
  id: `req_${index}`,
  object: 'request',
  created_at: new Date(now.getTime() - index).toISOString(),
  status: 'completed',
  cost: 0.03,
  trace_id: null,
  ...more,
})

test.each([
  ['completed', 'billed'],
  ['pending', 'open'],
  ['processing', 'open'],
  ['upstream_failure', 'ended'],
  ['rejected', 'ended'],
  ['cancelled', 'ended'],
  ['a word of next year', 'ended'],
])('an entry that is %s says that the call is %s', async (status, state) => {
  const server = await aJsonServer({
    data: [
      anEntry(1),
      anEntry(2, { trace_id: traceId, status, provider: 'vertex', model: 'imagen', endpoint: '/a' }),
    ],
  })
  expect(await adapterAt(server.url).findRequest(traceId, now)).toEqual({
    id: 'req_2',
    traceId,
    state,
    costMicros: 30_000,
    provider: 'vertex',
    modelId: 'imagen',
    endpoint: '/a',
    at: new Date(now.getTime() - 2),
  })
})

test('the log of a time comes whole, page by page, and what has no time in it is left out', async () => {
  const { upstream } = await aLumenfall()
  const from = new Date(Date.now() - 60_000)
  const calls = Array.from({ length: 120 }, () =>
    aCall({ modelId: 'flux-schnell', parameters: { size: '256x256' } }),
  )
  for (let at = 0; at < calls.length; at += 20)
    await Promise.all(
      calls
        .slice(at, at + 20)
        .map((call) =>
          upstream.send(call, { signal: AbortSignal.timeout(10_000), record: inMemory().record }),
        ),
    )
  const seen = new Set<string>()
  for await (const page of upstream.listRequests({ from, to: new Date() }))
    for (const { id } of page) seen.add(id)
  expect(seen.size).toBe(120)
  for await (const page of upstream.listRequests({ from: new Date(0), to: from })) expect(page).toEqual([])

  const odd = await aJsonServer({ data: [anEntry(1), anEntry(2, { created_at: 'yesterday' })] })
  const pages = []
  for await (const page of adapterAt(odd.url).listRequests({ from, to: now })) pages.push(page)
  expect(pages.flat().map(({ id }) => id)).toEqual(['req_1'])
})

test('an entry without a price has none, and nobody makes one up', async () => {
  const server = await aJsonServer({ data: [anEntry(1, { trace_id: traceId, cost: null })] })
  expect((await adapterAt(server.url).findRequest(traceId, now))?.costMicros).toBeNull()
})

test('a call that the log does not have (yet) is not there', async () => {
  const { upstream } = await aLumenfall()
  expect(await upstream.findRequest(traceId, now)).toBeNull()
})

test('a call that stands behind two hundred newer ones is found', async () => {
  const { upstream, standin } = await aLumenfall()
  const send = async (call: ReturnType<typeof aCall>) => {
    await upstream.send(call, { signal: AbortSignal.timeout(10_000), record: inMemory().record })
  }
  const sentAt = new Date()
  await send(aCall({ traceId }))
  const others = Array.from({ length: 230 }, () =>
    aCall({ modelId: 'flux-schnell', parameters: { size: '256x256' } }),
  )
  for (let at = 0; at < others.length; at += 23) await Promise.all(others.slice(at, at + 23).map(send))
  standin.control.clearCalls()
  expect(await upstream.findRequest(traceId, sentAt)).toMatchObject({ state: 'billed', costMicros: 30_000 })
  expect(standin.control.calls()).toHaveLength(3)
  const missing = await upstream.findRequest('f'.repeat(32), sentAt)
  expect(missing).toBeNull()
})

/** A log of `length` entries, the newest first, that answers by page; at most for `patience` pages. */
async function aLog(length: number) {
  const entries = Array.from({ length }, (_, index) => anEntry(index))
  return aServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://log').searchParams
    const after = query.get('starting_after')
    const start = after === null ? 0 : entries.findIndex(({ id }) => id === after) + 1
    response.end(JSON.stringify({ data: entries.slice(start, start + Number(query.get('limit'))) }))
  })
}

test('exactly one full page, and nothing behind it, is asked for twice and no more', async () => {
  const log = await aLog(100)
  expect(await adapterAt(log.url).findRequest(traceId, now)).toBeNull()
  expect(log.hits()).toBe(2)
})

test('a log of five thousand is read to its end, and absence then is absence', async () => {
  const log = await aLog(4_999)
  expect(await adapterAt(log.url).findRequest(traceId, now)).toBeNull()
  expect(log.hits()).toBe(50)
})

test('a log that is longer proves nothing, and says so', async () => {
  const log = await aLog(6_000)
  await expect(adapterAt(log.url).findRequest(traceId, now)).rejects.toMatchObject({ name: 'UpstreamError' })
  expect(log.hits()).toBe(50)
})

test('a log that ignores where it was asked to begin is not asked for ever', async () => {
  const page = { data: Array.from({ length: 100 }, (_, index) => anEntry(index)) }
  const log = await aJsonServer(page)
  await expect(adapterAt(log.url).findRequest(traceId, now)).rejects.toMatchObject({ name: 'UpstreamError' })
  expect(log.hits()).toBe(50)
})

test('a log that ignores the time is not read further back than the call', async () => {
  const old = Array.from({ length: 100 }, (_, index) =>
    anEntry(index, { created_at: '2020-01-01T00:00:00Z' }),
  )
  const log = await aJsonServer({ data: old })
  expect(await adapterAt(log.url).findRequest(traceId, now)).toBeNull()
  expect(log.hits()).toBe(1)
})
