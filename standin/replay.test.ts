import { expect, test } from 'vitest'
import { aDataDir, aPlace, aStandin, imageAnswerSchema, newestRequest, SMALL } from './testing.ts'
import { startStandin } from './server.ts'

const BYTES = { ...SMALL, response_format: 'b64_json' }
const RECORD = { 'x-lumenfall-replay': 'record' }
const STRICT = { 'x-lumenfall-replay': 'replay-or-error', 'x-lumenfall-replay-match': 'strict' }

test('a recorded answer comes again for nothing, also when the first one never arrived', async () => {
  const place = await aStandin()
  const body = { ...BYTES, prompt: 'x [[reset-after-billing]]' }
  await expect(place.generate(body, { headers: RECORD })).rejects.toThrow('fetch failed')
  expect(place.standin.control.bill().totalMicros).toBe(3000)
  const answer = imageAnswerSchema.parse(await (await place.generate(body, { headers: STRICT })).json())
  expect(answer.metadata.cost).toBe(0)
  expect(answer.data[0]?.b64_json?.length).toBeGreaterThan(1000)
  expect(place.standin.control.bill().totalMicros).toBe(3000)
  expect(await newestRequest(place)).toMatchObject({ id: answer.id, status: 'completed', cost: 0 })
})

test('strict wants the same bytes; standard does not mind the prompt; specific looks where it is told', async () => {
  const { generate } = await aStandin()
  await generate(BYTES, { headers: RECORD })
  const status = async (change: object, match: Record<string, string>) =>
    (await generate({ ...BYTES, ...change }, { headers: { ...STRICT, ...match } })).status
  const matched = (match: string) => ({ 'x-lumenfall-replay-match': match })
  expect(await status({}, {})).toBe(200)
  expect(await status({ prompt: 'other' }, {})).toBe(404)
  expect(await status({ prompt: 'other' }, matched('standard'))).toBe(200)
  expect(await status({ prompt: 'other', model: 'fal/flux-schnell' }, matched('standard'))).toBe(200)
  expect(await status({ size: '512x512' }, matched('standard'))).toBe(404)
  const fields = { ...matched('specific'), 'x-lumenfall-replay-fields': 'prompt, model' }
  expect(await status({ size: '512x512' }, fields)).toBe(200)
  expect(await status({ prompt: 'other' }, fields)).toBe(404)
})

test('without a recording the error, a mock, or the real thing comes, as asked', async () => {
  const place = await aStandin()
  const send = (mode: string) => place.generate(BYTES, { headers: { 'x-lumenfall-replay': mode } })
  const missing = await send('replay-or-error')
  expect([missing.status, await missing.json()]).toMatchObject([
    404,
    { error: { code: 'RECORDING_NOT_FOUND' } },
  ])
  for (const mode of ['mock', 'replay-or-mock']) {
    expect(await (await send(mode)).json()).toMatchObject({ metadata: { cost: 0 } })
  }
  expect(place.standin.control.bill().totalMicros).toBe(0)
  await send('replay-or-live')
  await send('replay-or-record')
  expect(place.standin.control.bill().totalMicros).toBe(6000)
  const replayed = await send('replay-or-live')
  const id = replayed.headers.get('x-lumenfall-replay-recording') ?? ''
  expect(id).toMatch(/^rec_/)
  const pinned = { ...STRICT, 'x-lumenfall-replay-match': 'pinned', 'x-lumenfall-replay-recording': id }
  expect((await place.generate({ ...BYTES, n: 9 }, { headers: pinned })).status).toBe(200)
  expect((await send('sometimes')).status).toBe(400)
})

test('recordings outlive a restart', async () => {
  const dataDir = aDataDir()
  const first = await startStandin({ dataDir })
  const recorded: unknown = await (await aPlace(first).generate(BYTES, { headers: RECORD })).json()
  await first.close()
  const place = await aStandin({ dataDir })
  const replayed: unknown = await (await place.generate(BYTES, { headers: STRICT })).json()
  expect(imageAnswerSchema.parse(replayed).data).toEqual(imageAnswerSchema.parse(recorded).data)
})
