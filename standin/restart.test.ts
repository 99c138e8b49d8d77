import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startStandin } from './server.ts'
import {
  aDataDir,
  aPlace,
  aStandin,
  availableDollars,
  newestRequest,
  picturesOf,
  requestListSchema,
  SMALL,
} from './testing.ts'

test('a restart forgets neither log nor bill nor balance nor what was drawn nor hosted', async () => {
  const dataDir = aDataDir()
  const first = await startStandin({ dataDir, balanceMicros: 1_000_000 })
  const before = aPlace(first)
  const url = (await before.client.images.generate({ ...SMALL, n: 2 })).data?.[0]?.url ?? ''
  const drawn = picturesOf(await before.client.images.generate({ ...SMALL, response_format: 'b64_json' }))
  const bytes = await (await fetch(url)).arrayBuffer()
  const log: unknown = await (await before.get('/v1/requests')).json()
  const bill = first.control.bill()
  await first.close()

  const after = await aStandin({ dataDir, balanceMicros: 5 })
  expect(await (await after.get('/v1/requests')).json()).toEqual(log)
  expect(after.standin.control.bill()).toEqual(bill)
  expect(await availableDollars(after)).toBe(0.991)
  const file = await fetch(`${after.standin.url}${new URL(url).pathname}`)
  expect(file.headers.get('content-type')).toBe('image/png')
  expect(await file.arrayBuffer()).toEqual(bytes)
  const again = picturesOf(await after.client.images.generate({ ...SMALL, response_format: 'b64_json' }))
  expect(again).not.toEqual(drawn)
})

test('a balance set by hand is remembered too', async () => {
  const dataDir = aDataDir()
  const first = await startStandin({ dataDir })
  await aPlace(first).generate(SMALL)
  first.control.change({ balanceMicros: 20_000 })
  await aPlace(first).generate(SMALL)
  await first.close()
  expect(await availableDollars(await aStandin({ dataDir }))).toBe(0.017)
})

test('what was in flight when it ended is closed as cancelled and not billed', async () => {
  const dataDir = aDataDir()
  const first = await startStandin({ dataDir, latencyMs: 10_000 })
  const lost = aPlace(first)
    .generate(SMALL)
    .catch((error: unknown) => error)
  await expect.poll(async () => (await statuses(aPlace(first)))[0]).toBe('processing')
  await first.close()
  expect(await lost).toBeInstanceOf(TypeError)
  const after = await aStandin({ dataDir })
  expect(await newestRequest(after)).toMatchObject({ status: 'cancelled', cost: 0 })
  expect(await availableDollars(after)).toBe(100)
})

test('a line torn by a crash is passed over, and the log goes on after it', async () => {
  const dataDir = aDataDir()
  const first = await startStandin({ dataDir })
  await aPlace(first).generate(SMALL)
  await first.close()
  appendFileSync(join(dataDir, 'requests.jsonl'), '{"id":"req_torn","sequ')
  const second = await startStandin({ dataDir })
  await aPlace(second).generate(SMALL)
  await second.close()
  expect(await statuses(await aStandin({ dataDir }))).toEqual(['completed', 'completed'])
})

async function statuses({ get }: ReturnType<typeof aPlace>): Promise<string[]> {
  return requestListSchema.parse(await (await get('/v1/requests')).json()).data.map(({ status }) => status)
}
