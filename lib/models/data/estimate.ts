import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { cached } from '#lib/cache.ts'
import type { Json } from '#lib/upstream/port.ts'
import { upstream } from '#lib/upstream/upstream.ts'
import type { Estimate, EstimateQuestion } from '../schema.ts'
import { jsonSchema } from '../schema.ts'

/** What is sent in a dry run instead of the prompt: it costs the same, and is nobody's business yet. */
const placeholder = 'estimate'

const keySchema = z.object({
  modelId: z.string(),
  provider: z.string().nullable(),
  n: z.number(),
  parameters: z.record(z.string(), jsonSchema),
})

const estimates = cached(
  async (key) => {
    const question = keySchema.parse(JSON.parse(key))
    return upstream().estimate({ ...question, prompt: placeholder })
  },
  { name: 'an estimate', freshMs: 10 * 60_000, patienceMs: 3_000, retryMs: 2_000, limit: 2_000 },
)

/**
 * What a generation will cost by the API's dry run, for all its images together: kept by recipe without the prompt.
 * Never throws: where nobody can say, it says why.
 */
export async function estimateCost(_viewer: Viewer, question: EstimateQuestion): Promise<Estimate> {
  const { modelId, provider, parameters } = question
  const { n = 1, ...rest } = parameters
  const sorted: Record<string, Json> = Object.fromEntries(
    Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  const estimate = await estimates(JSON.stringify({ modelId, provider, n, parameters: sorted }))
  return estimate
    ? { known: true, micros: estimate.micros }
    : { known: false, reason: 'The price cannot be known in advance right now.' }
}

/** Whether pictures are drawn by the stand-in or paid for. Kept with everything that is made, for ever. */
export function upstreamEnvironment(_viewer: Viewer): 'standin' | 'live' {
  return upstream().environment
}
