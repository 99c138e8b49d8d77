import { lumenfall, type LumenfallOptions } from '#lib/upstream/lumenfall/adapter.ts'
import type { GenerationCall, Upstream } from '#lib/upstream/port.ts'
import type { Standin, StandinOptions } from '#standin/server.ts'
import { aStandin } from '#standin/testing.ts'

export const key = 'lmnfl_unit.secret'

/** The adapter at a server that is not the stand-in. */
export const adapterAt = (url: string, options: Partial<LumenfallOptions> = {}): Upstream =>
  lumenfall({
    environment: 'live',
    baseUrl: `${url}/openai/v1`,
    apiKey: key,
    maxAnswerBytes: 128 * 1024 * 1024,
    recordsAnswers: false,
    canPriceEdits: false,
    ...options,
  })

/** The adapter and the stand-in that it calls, which ends with the test. */
export async function aLumenfall(
  options: Partial<LumenfallOptions> = {},
  standinOptions: StandinOptions = {},
): Promise<{ upstream: Upstream; standin: Standin }> {
  const { standin } = await aStandin(standinOptions)
  standin.control.change({ plain: true })
  const { apiKey } = standin
  return { standin, upstream: adapterAt(standin.url, { environment: 'standin', apiKey, ...options }) }
}

let calls = 0

/** A call with a trace of its own. */
export const aCall = (changes: Partial<GenerationCall> = {}): GenerationCall => ({
  modelId: 'imagen-3.0-generate-002',
  provider: null,
  prompt: 'A harbour at dusk',
  n: 1,
  parameters: {},
  inputs: [],
  traceId: (++calls).toString(16).padStart(32, 'a'),
  ...changes,
})
