import { expect, test } from 'vitest'
import { aStandin, newestRequest, requestListSchema, SMALL, type Place } from './testing.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'

test('a request is found by the trace it was sent with', async () => {
  const place = await aStandin()
  const headers = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` }
  await place.client.images.generate({ ...SMALL, user: 'ada' }, { headers })
  const response = await place.get('/v1/requests')
  expect(await response.json()).toMatchObject({
    object: 'list',
    data: [
      {
        object: 'request',
        model: 'flux-schnell',
        modality: 'image',
        endpoint: '/openai/v1/images/generations',
        status: 'completed',
        cost: 0.003,
        currency: 'usd',
        key_id: 'standin',
        error_code: null,
        session_id: null,
        trace_id: TRACE,
        user: 'ada',
      },
    ],
    next_page_url: null,
    previous_page_url: null,
  })
})

test('the bare request can be read, an unknown one is 404', async () => {
  const place = await aStandin()
  await place.generate(SMALL)
  const newest = await newestRequest(place)
  expect(await (await place.get(`/v1/requests/${newest.id}`)).json()).toMatchObject(newest)
  expect((await place.get('/v1/requests/req_nope')).status).toBe(404)
})

test('pages lead forward and back, and keep the filters', async () => {
  const place = await aStandin()
  place.standin.control.change({ plain: true })
  for (let i = 0; i < 7; i++) await place.generate({ ...SMALL, model: i === 3 ? 'nope' : SMALL.model })
  const first = await list(place, '/v1/requests?limit=2&status=completed&summary=true')
  expect(first.summary).toEqual({ total_cost: 0.018, total_count: 6 })
  const second = await list(place, first.next_page_url)
  const third = await list(place, second.next_page_url)
  const ids = [first, second, third].flatMap(({ data }) => data.map(({ id }) => id))
  expect([new Set(ids).size, third.next_page_url, first.previous_page_url]).toEqual([6, null, null])
  const back = await list(place, third.previous_page_url)
  expect(back.data).toEqual(second.data)
  expect((await list(place, '/v1/requests?status=rejected')).data).toHaveLength(1)
})

test('times, key and bad values filter as documented', async () => {
  let now = Date.parse('2026-03-01T00:00:00Z')
  const place = await aStandin({ now: () => now })
  for (let day = 0; day < 3; day++, now += 86_400_000) await place.generate({ ...SMALL, model: 'nope' })
  const count = async (query: string) => (await list(place, `/v1/requests?${query}`)).data.length
  expect(await count('created_after=2026-03-02T00:00:00Z')).toBe(2)
  expect(await count('created_before=2026-03-02T00:00:00Z')).toBe(2)
  expect(await count('created_after=2026-03-02T00:00:00Z&created_before=2026-03-02T12:00:00Z')).toBe(1)
  expect([await count('key_id=standin'), await count('key_id=other')]).toEqual([3, 0])
  for (const bad of [
    'limit=0',
    'limit=101',
    'status=nice',
    'created_after=yesterday',
    'starting_after=req_nope',
  ]) {
    expect([bad, (await place.get(`/v1/requests?${bad}`)).status]).toEqual([bad, 400])
  }
})

test('a request shows as processing while it works', async () => {
  const place = await aStandin({ latencyMs: 300 })
  const work = place.generate(SMALL)
  await expect.poll(async () => (await list(place, '/v1/requests')).data[0]?.status).toBe('processing')
  await work
  expect((await newestRequest(place)).status).toBe('completed')
})

test('the log can be late, for all or for one', async () => {
  let now = 1_700_000_000_000
  const place = await aStandin({ now: () => now })
  await place.generate({ ...SMALL, prompt: 'x [[log-late:60000]]' })
  await place.generate(SMALL)
  expect((await list(place, '/v1/requests')).data).toHaveLength(1)
  place.standin.control.change({ logDelayMs: 10_000 })
  await place.generate(SMALL)
  expect((await list(place, '/v1/requests')).data).toHaveLength(1)
  expect(place.standin.control.bill().requests).toHaveLength(3)
  now += 60_000
  expect((await list(place, '/v1/requests')).data).toHaveLength(3)
})

test('purging deletes the hosted files, keeps the bill, and may be done twice', async () => {
  const place = await aStandin()
  const answer = await place.client.images.generate({ ...SMALL, n: 2 })
  const { id } = await newestRequest(place)
  const purge = async () => {
    const headers = { authorization: `Bearer ${place.standin.apiKey}` }
    const response = await fetch(`${place.standin.url}/v1/requests/${id}/payloads`, {
      method: 'DELETE',
      headers,
    })
    const answered: unknown = await response.json()
    return answered
  }
  expect(await purge()).toEqual({ id, purged: true, already_purged: false, media_deleted: 2 })
  expect(await purge()).toEqual({ id, purged: true, already_purged: true, media_deleted: 0 })
  expect((await fetch(answer.data?.[0]?.url ?? '')).status).toBe(410)
  expect(place.standin.control.bill().totalMicros).toBe(6000)
})

test('a link lives its hour and no longer', async () => {
  let now = 1_700_000_000_000
  const place = await aStandin({ now: () => now })
  const url = (await place.client.images.generate(SMALL)).data?.[0]?.url ?? ''
  now += 59 * 60_000
  expect((await fetch(url)).status).toBe(200)
  now += 2 * 60_000
  expect((await fetch(url)).status).toBe(410)
  expect((await fetch(`${place.standin.url}/media/0123456789abcdef.png`)).status).toBe(404)
})

async function list({ get }: Place, path: string | null) {
  return requestListSchema.parse(await (await get(path ?? '/no-page')).json())
}
