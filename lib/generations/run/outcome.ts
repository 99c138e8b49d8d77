import type { CostSource } from '#lib/db/generated/enums.ts'
import { withoutSecrets } from '#lib/log.ts'
import type { FailureCode, UpstreamName } from '#lib/upstream/schema.ts'
import type { Failure, GenerationStatus } from '../schema.ts'

/** A delivered picture whose bytes are in the storage. */
export interface StoredImage {
  fileId: string
  width: number
  height: number
  revisedPrompt: string | null
}

/** What the upstream said about an attempt, in its answer or in its request log. Null: it did not say. */
export interface Told {
  httpStatus: number | null
  code: string | null
  upstreamRequestId: string | null
  executedModel: string | null
  provider: string | null
  costMicros: number | null
  source: Extract<CostSource, 'answer' | 'log'>
}

/** What became of an attempt, as far as is known now. */
export type Outcome =
  /** `delivered` counts what the upstream sent; what of it was unusable is not in `images`. */
  | { kind: 'images'; images: StoredImage[]; delivered: number; problem: string | null; told: Told }
  | { kind: 'refused'; failure: Failure; told: Told | null; rawError: string | null }
  /** `again`: somebody else is asked, it stays in the queue. */
  | { kind: 'failed'; failure: Failure; told: Told | null; rawError: string | null; again?: boolean }
  | { kind: 'unknown'; failure: Failure; told: Told | null; rawError: string | null }
  /** Billed, or nobody will ever know whether it was; and nothing usable came or will come. */
  | { kind: 'lost'; failure: Failure; told: Told | null }
  /** Never sent. `again`: back into the queue; else `why`, or because nobody lived to send it. */
  | { kind: 'abandoned'; again: boolean; why?: FailureCode; told: null }

export const failureOf = (code: FailureCode, message = '', missing = 0): Failure => ({
  code,
  // An upstream that refuses a key may repeat it.
  message: withoutSecrets(message).slice(0, 500),
  missing,
  retryAfterSeconds: null,
})

/** Where nobody keeps a log, what is not known now is never known: it counts as paid. */
export const asFarAsKnown = (outcome: Outcome, upstream: UpstreamName): Outcome =>
  outcome.kind === 'unknown' && upstream !== 'lumenfall'
    ? { kind: 'lost', failure: outcome.failure, told: outcome.told }
    : outcome

/** Who served a call: as was told, and who was called directly in any case. */
export const servedBy = ({ kind, told }: Outcome, upstream: UpstreamName): string | null =>
  told?.provider ?? (upstream === 'lumenfall' || kind === 'abandoned' ? null : upstream)

/** What a generation is, and why. */
export interface Standing {
  status: GenerationStatus
  failure: Failure | null
}

/** What a generation of `n` images is after its latest attempt ended like this. */
export function statusAfter(outcome: Outcome, n: number, wasCancelled: boolean): Standing {
  if (wasCancelled && isFreeEnd(outcome)) return { status: 'cancelled', failure: null }
  if (outcome.kind === 'images') return afterImages(outcome, n)
  if (outcome.kind === 'failed' && outcome.again) return { status: 'queued', failure: null }
  if (outcome.kind !== 'abandoned') return { status: outcome.kind, failure: outcome.failure }
  return outcome.again
    ? { status: 'queued', failure: null }
    : { status: 'failed', failure: failureOf(outcome.why ?? 'not_sent') }
}

/** It ended without a picture and without a cost: whoever had cancelled it gets what they asked for. */
function isFreeEnd({ kind, told }: Outcome): boolean {
  return kind === 'abandoned' || ((kind === 'refused' || kind === 'failed') && !told?.costMicros)
}

function afterImages(outcome: Extract<Outcome, { kind: 'images' }>, n: number): Standing {
  const { images, delivered, problem } = outcome
  const missing = Math.max(0, n - images.length)
  if (images.length === 0)
    return { status: 'lost', failure: failureOf('not_an_image', problem ?? '', missing) }
  if (missing === 0) return { status: 'succeeded', failure: null }
  const code = delivered > images.length ? 'not_an_image' : 'filtered'
  return { status: 'partial', failure: failureOf(code, problem ?? '', missing) }
}
