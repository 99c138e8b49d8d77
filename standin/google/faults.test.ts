import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Fault } from '../contract.ts'
import { aDataDir } from '../testing.ts'
import { googleFaults } from './faults.ts'
import { startGemini } from './server.ts'
import { aGemini, ask, googleErrorSchema, predictionsSchema } from './testing.ts'

/** Arguments that keep the test short; the others strike with their own. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  error: 'INTERNAL',
  slow: '30',
  redirect: 'http://127.0.0.1:1/canary',
  drip: '200',
  'huge-body': '3',
  'gzip-bomb': '3',
}
const PICTURES = 2
const BILLED_PICTURES = { no: 0, yes: PICTURES, usual: PICTURES, delivered: PICTURES - 1 }

/** They wait for the client to leave, or drip for minutes. */
const ENDLESS = ['hang', 'hang-after-billing', 'drip']

const faults: [name: string, fault: Fault][] = Object.entries(googleFaults)

test.each(faults)('%s: the bill says what its table says', async (name, { billed }) => {
  const gemini = await aGemini()
  gemini.control.change({ plain: true })
  const argument = ARGUMENTS[name]
  const prompt = `x [[${name}${argument === undefined ? '' : `:${argument}`}]]`
  const leaving = new AbortController()
  const answered = ask(gemini, prompt, { sampleCount: PICTURES }, { signal: leaving.signal })
    .then((response) => response.arrayBuffer())
    .catch(() => 'broken, as many of them are')

  const images = BILLED_PICTURES[billed]
  const patient = { timeout: 10_000 }
  await expect.poll(() => gemini.control.calls()[0]?.faults, patient).toEqual([name])
  await expect
    .poll(() => gemini.control.bill(), patient)
    .toMatchObject({ totalMicros: images * 30_000, images })
  // What never ends by itself ends when the client leaves.
  if (ENDLESS.includes(name)) leaving.abort()
  await answered
  await expect.poll(() => gemini.control.calls()[0]?.outcome.state, patient).not.toBe('open')
  expect(gemini.control.bill()).toMatchObject({ totalMicros: images * 30_000, images })
})

test('the three ways of filtering look as they were seen', async () => {
  const gemini = await aGemini()
  gemini.control.change({ plain: true })
  const blocked = await ask(gemini, 'x [[prompt-blocked:29310472]]')
  expect([blocked.status, googleErrorSchema.parse(await blocked.json()).error.message]).toEqual([
    400,
    expect.stringMatching(/could not be submitted.*Responsible AI practices.*Support codes: 29310472$/),
  ])
  for (const [words, pictures, reason] of [
    ['[[all-filtered]]', 0, /^Unable to show generated images\..*Support codes: 56562880$/],
    ['[[partial:3]]', 1, /filtered out 3 generated images\..*Support codes: 56562880$/],
    ['[[partial:4]]', 0, /^Unable to show generated images\./],
  ] as const) {
    const response = await ask(gemini, `x ${words}`, { sampleCount: 4 })
    const { predictions } = predictionsSchema.parse(await response.json())
    expect(predictions.filter(({ bytesBase64Encoded }) => bytesBase64Encoded)).toHaveLength(pictures)
    expect(predictions.at(-1)?.raiFilteredReason).toMatch(reason)
  }
  expect(gemini.control.bill()).toMatchObject({ images: 1, totalMicros: 30_000 })
})

test('without includeRaiReason, what was filtered is missing without a word', async () => {
  const gemini = await aGemini()
  const response = await ask(gemini, 'x [[all-filtered]]', { includeRaiReason: false })
  expect([response.status, await response.json()]).toEqual([200, {}])
})

test('a quota says when to come again', async () => {
  const response = await ask(await aGemini(), 'x [[rate-limited:7]]')
  const { error } = googleErrorSchema.parse(await response.json())
  expect([response.status, error.status, error.details?.[0]?.['retryDelay']]).toEqual([
    429,
    'RESOURCE_EXHAUSTED',
    '7s',
  ])
})

test('the bill outlives the process, and what was cut off by its end was not billed', async () => {
  const dataDir = aDataDir()
  const first = await startGemini({ dataDir })
  first.control.change({ plain: true })
  await (await ask(first, 'x')).json()
  const lost = ask(first, 'x [[hang]]').catch(() => 'lost')
  await expect.poll(() => first.control.calls().length).toBe(2)
  await first.close()
  await lost
  const second = await startGemini({ dataDir })
  expect(second.control.bill()).toMatchObject({ images: 1, totalMicros: 30_000 })
  await second.close()
})

test('the table in the README is the table of the code', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| `([a-z0-9-]+)(?::([A-Za-z]+))?`\s+\| (\w+)\s+\|/gm)]
  const written = rows.map(([, name, meaning, billed]) => [name, meaning, billed])
  expect(written).toEqual(faults.map(([name, { argument, billed }]) => [name, argument?.meaning, billed]))
})
