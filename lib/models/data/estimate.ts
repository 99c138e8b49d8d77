import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { keptBlank } from '#lib/blank-pictures.ts'
import { cached } from '#lib/cache.ts'
import { upstreamOf } from '#lib/credentials/run.ts'
import type { InputSize } from '#lib/inputs/schema/request.ts'
import { inputSizesSchema } from '#lib/inputs/schema/request.ts'
import type { CallInput } from '#lib/upstream/port.ts'
import { editPriceUnknown, UpstreamError } from '#lib/upstream/port.ts'
import type { FailureCode } from '#lib/upstream/schema.ts'
import type { Estimate, EstimateQuestion, ParameterValues } from '../schema.ts'
import { jsonSchema } from '../schema.ts'
import { accountOf } from './connection.ts'

/** What is sent in a dry run instead of the prompt: it costs the same, and is nobody's business yet. */
const placeholder = 'estimate'

const keySchema = z.object({
  account: z.string(),
  modelId: z.string(),
  provider: z.string().nullable(),
  n: z.number(),
  parameters: z.record(z.string(), jsonSchema),
  inputs: inputSizesSchema,
})

/** White pictures of the same sizes are sent instead: they cost the same, and show nobody anything. */
async function blanks(sizes: readonly InputSize[]): Promise<CallInput[]> {
  const inputs: CallInput[] = []
  for (const { role, width, height } of sizes)
    inputs.push({ role, mime: 'image/png', bytes: await keptBlank(width, height) })
  return inputs
}

/** What the upstream says of a question by itself, and would say again; anything else is a moment's trouble. */
const reasons: Partial<Record<FailureCode, (said: string) => string>> = {
  invalid_request: (said) => `The API does not take this: ${said}`,
  content_policy: (said) => `The API does not take this: ${said}`,
  model_gone: (said) => `The API does not serve this model: ${said}`,
  key_refused: (said) => `The API refuses the key: ${said}`,
  insufficient_balance: (said) => `The API names no price: ${said}`,
  key_missing: (said) => said,
  providers_exhausted: (said) => `No provider takes this: ${said}`,
  provider_error: (said) => `The provider does not take this: ${said}`,
}

const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

async function ask(key: string): Promise<Estimate> {
  const { account, ...question } = keySchema.parse(JSON.parse(key))
  try {
    const upstream = await upstreamOf(account)
    const isAskable = question.inputs.length === 0 || upstream.canPriceEdits
    if (!isAskable) return { known: false, reason: editPriceUnknown }
    const inputs = await blanks(question.inputs)
    const { micros } = await upstream.estimate({ ...question, prompt: placeholder, inputs })
    return { known: true, micros }
  } catch (error) {
    const reason = error instanceof UpstreamError ? reasons[error.failure] : undefined
    if (!reason || !(error instanceof UpstreamError) || error.message === '') throw error
    return { known: false, reason: asSentence(reason(error.message)) }
  }
}

const estimates = cached(ask, {
  name: 'an estimate',
  // A key is put right, a balance is topped up: what was not known is asked again soon.
  freshMs: ({ known }) => (known ? 10 * 60_000 : 10_000),
  patienceMs: 3_000,
  retryMs: 2_000,
  limit: 2_000,
})

/** Of the settings as JSON. Questions are kept, and none that a panel asks has a tenth of it. */
const maxSettingsBytes = 16 * 1024
const tooLong = 'Settings of more than 16 kB have no price before they are used. Shorten them to see it.'

const sorted = (values: ParameterValues): ParameterValues =>
  Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))

/**
 * What a generation will cost by the API's dry run, for all its images together: kept by recipe without the prompt.
 * Never throws: where nobody can say, it says why, in the API's own words where it has some. Settings of more than 16 kB
 * are not asked for.
 */
export async function estimateCost(viewer: Viewer, question: EstimateQuestion): Promise<Estimate> {
  const { modelId, provider, parameters, extra = {}, inputs = [] } = question
  const { n = 1, ...rest } = parameters
  const settings = sorted({ ...rest, ...extra })
  if (Buffer.byteLength(JSON.stringify(settings)) > maxSettingsBytes) return { known: false, reason: tooLong }
  const account = accountOf(viewer)
  const key = JSON.stringify({ account, modelId, provider, n, parameters: settings, inputs })
  const estimate = await estimates(key)
  return estimate ?? { known: false, reason: 'The API could not be asked for the price just now.' }
}
