import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Fault } from './contract.ts'
import { faultTable } from './faults/table.ts'
import { aStandin, requestListSchema, SMALL } from './testing.ts'

/** Arguments that keep the test short; the others strike with their own. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  error: 'INTERNAL_ERROR',
  slow: '30',
  redirect: 'http://127.0.0.1:1/canary',
  'provider-fails': 'fal',
  'log-late': '0',
  drip: '200',
  'huge-body': '3',
  'gzip-bomb': '3',
}
const PICTURES = 2
const UNIT_MICROS = 3000
const BILLED_PICTURES = { no: 0, yes: PICTURES, usual: PICTURES, delivered: PICTURES - 1 }

const faults: [name: string, fault: Fault][] = Object.entries(faultTable)

test.each(faults)('%s: bill, balance and log all say what its table says', async (name, { billed }) => {
  const place = await aStandin({ balanceMicros: 1_000_000 })
  const argument = ARGUMENTS[name]
  const prompt = `x [[${name}${argument === undefined ? '' : `:${argument}`}]]`
  const body = { ...SMALL, prompt, n: PICTURES, response_format: 'b64_json' }
  const signal = AbortSignal.timeout(250)
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${place.standin.apiKey}` }
  await fetch(`${place.standin.baseUrl}/images/generations`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: JSON.stringify(body),
    signal,
  })
    .then((response) => response.arrayBuffer())
    .catch(() => 'broken, as many of them are')

  const micros = BILLED_PICTURES[billed] * UNIT_MICROS
  await expect.poll(() => place.standin.control.calls()[0]?.outcome.state).not.toBe('open')
  expect(place.standin.control.bill()).toMatchObject({ totalMicros: micros, images: BILLED_PICTURES[billed] })
  expect(place.standin.control.settings().balanceMicros).toBe(1_000_000 - micros)
  const { data } = requestListSchema.parse(await (await place.get('/v1/requests')).json())
  expect(data.map(({ cost }) => cost)).toEqual(name === 'reset-on-arrival' ? [] : [micros / 1e6])
  if (data[0] !== undefined) expect(data[0].status === 'completed').toBe(micros > 0)
  expect(place.standin.control.calls()[0]?.faults).toEqual([name])
})

test('the table in the README is the table of the code', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| `([a-z0-9-]+)(?::([A-Za-z]+))?`\s+\| (\w+)\s+\|/gm)]
  const written = rows.map(([, name, meaning, billed]) => [name, meaning, billed])
  expect(written).toEqual(faults.map(([name, { argument, billed }]) => [name, argument?.meaning, billed]))
})
