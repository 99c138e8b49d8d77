import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type OpenAI from 'openai'
import { APIError } from 'openai'
import pLimit from 'p-limit'
import type { FaultRule } from '#standin/faults/rules.ts'
import type { Programs } from '../setup/programs.ts'
import { eventually } from '../setup/world.ts'

/** Each strikes the first call of a prompt; what comes after it goes well. Every other call has none. */
const faults: Pick<FaultRule, 'fault' | 'argument'>[] = [
  { fault: 'error', argument: 'ALL_PROVIDERS_EXHAUSTED' },
  { fault: 'error', argument: 'INTERNAL_ERROR' },
  { fault: 'rate-limited', argument: '1' },
  { fault: 'slow', argument: '400' },
  { fault: 'hang' },
  { fault: 'reset-on-arrival' },
  { fault: 'reset-before-billing' },
  { fault: 'html-503' },
  { fault: 'error-200' },
  { fault: 'flat-error' },
  { fault: 'log-late', argument: '800' },
  { fault: 'no-metadata' },
  { fault: 'no-cost' },
  { fault: 'unknown-fields' },
  { fault: 'billed-error' },
  { fault: 'hang-after-billing' },
  { fault: 'reset-after-billing' },
  { fault: 'reset-in-body' },
  { fault: 'close-in-body' },
  { fault: 'cut-json' },
  { fault: 'empty-body' },
  { fault: 'html-200' },
  { fault: 'drip', argument: '500' },
]

/** With these, what was billed and did not arrive is had again, and what was not billed is known soon. */
export const keyedEnv = {
  LUMENFALL_REPLAY: 'record',
  GENERATION_DEADLINE_MS: '3000',
  GENERATION_LOOKUP_MS: '1500',
  GENERATION_CONCURRENCY: '16',
  LOG_LEVEL: 'fatal',
}

export interface KeyedCall {
  key: string
  prompt: string
  n: number
  /** Of its pictures, in their order. */
  hashes: string[]
  /** How often the client was answered otherwise, or not at all, and what. */
  misses: string[]
}

/** What was on its way when the server was killed. */
export interface Kill {
  /** Requests of clients without an answer. */
  waiting: number
  /** Calls to the upstream that were neither answered nor made to hang. */
  open: number
}

const hashOf = (text: string) => createHash('sha256').update(Buffer.from(text, 'base64')).digest('hex')

/** The hashes of the pictures that a call is answered with; the client repeats it twice by itself. */
export async function askOnce(client: OpenAI, { key, prompt, n }: KeyedCall): Promise<string[]> {
  const { data } = await client.images.generate(
    { model: 'imagen-3.0-generate-002', prompt, n, response_format: 'b64_json' },
    { headers: { 'idempotency-key': key } },
  )
  return (data ?? []).map(({ b64_json: text = '' }) => hashOf(text))
}

/** What came in the place of pictures. An answer that breaks off in its middle is no error of the client's own. */
const missOf = (error: unknown) =>
  error instanceof APIError && error.status !== undefined
    ? `${error.status} ${error.code ?? ''}`
    : error instanceof Error
      ? error.message
      : 'something else'

/** Asks until it has its pictures. */
async function askUntilAnswered(client: OpenAI, call: KeyedCall, until: number): Promise<void> {
  while (call.hashes.length === 0) {
    try {
      call.hashes = await askOnce(client, call)
    } catch (error) {
      call.misses.push(missOf(error))
      if (Date.now() > until)
        throw new Error(`${call.key} got no pictures: ${call.misses.slice(-5).join(', ')}`)
      // Whoever has a key asks again also where a client does not by itself: it costs nothing.
      await wait(200)
    }
  }
}

/** So many at once; and at each kill so many of them, at least, with the upstream. */
const atOnce = 32
const leastOpen = 3

/** `count` calls with a key each, while the server is killed three times. */
export async function keyedCalls(programs: Programs, count: number) {
  const { standin } = programs
  standin.control.change({ plain: true, latencyMs: 500 })
  let waiting = 0
  const client = await programs.client({
    fetch: async (...asked) => {
      waiting++
      return fetch(...asked).finally(() => waiting--)
    },
  })
  const until = Date.now() + 60_000 + count * 1_000
  const calls: KeyedCall[] = Array.from({ length: count }, (_, index) => ({
    key: `key-${index}`,
    prompt: `Keyed ${index}.`,
    n: 1 + (index % 3),
    hashes: [],
    misses: [],
  }))
  for (const [index, { prompt }] of calls.entries()) {
    const rule = faults[(index >> 1) % faults.length]
    if (rule && index % 2 === 1)
      standin.control.addFault({ ...rule, times: 1, match: { promptIncludes: prompt } })
  }
  const lane = pLimit(atOnce)
  const answered = () => calls.filter(({ hashes }) => hashes.length > 0).length
  const all = Promise.all(calls.map((call) => lane(() => askUntilAnswered(client, call, until))))
  const kills: Kill[] = []
  for (const part of [0.2, 0.4, 0.6]) {
    const openCalls = () =>
      standin.control
        .calls()
        .filter(
          ({ path, outcome, faults: struck }) =>
            path.endsWith('/images/generations') &&
            outcome.state === 'open' &&
            !struck.some((name) => name.startsWith('hang')),
        ).length
    await Promise.race([
      all,
      eventually(() => answered() >= count * part && openCalls() >= leastOpen, until - Date.now()),
    ])
    kills.push({ waiting, open: openCalls() })
    await programs.restart()
  }
  await all
  return { calls, kills, client }
}
