import type { CostSource } from '#lib/db/generated/enums.ts'
import type { Attempt } from './attempt.ts'
import type { Outcome } from './outcome.ts'

export interface Price {
  /** What the attempt cost, in micro-dollars; null while nobody knows. */
  micros: bigint | null
  source: CostSource | null
  /** The answer did not say what it cost: the request log is asked, and the estimate stands until then. */
  needsLog: boolean
}

/**
 * What an attempt is taken to have cost where nobody says. Providers bill a picture that they deliver, at what the team
 * has agreed with them; of a call that is lost, all of them.
 */
export function expectedMicros(
  { estimateMicros, upstream, n, route }: Pick<Attempt, 'estimateMicros' | 'upstream' | 'n' | 'route'>,
  outcome: Outcome,
): bigint | null {
  if (estimateMicros === null || upstream === 'lumenfall') return estimateMicros
  const made = outcome.kind === 'images' ? Math.min(outcome.delivered, n) : n
  return (estimateMicros * BigInt(route.settings.percents[upstream]) * BigInt(made)) / BigInt(100 * n)
}

/** What an attempt cost, by the best that is known at its end. A refusal that names no cost is free. */
export function priceOf(outcome: Outcome, estimateMicros: bigint | null): Price {
  const { kind, told } = outcome
  if (kind === 'unknown' || kind === 'abandoned') return { micros: null, source: null, needsLog: false }
  if (told && told.costMicros !== null) {
    return { micros: BigInt(told.costMicros), source: told.source, needsLog: false }
  }
  if (kind === 'refused' || kind === 'failed') return { micros: 0n, source: null, needsLog: false }
  return { micros: estimateMicros, source: 'estimate', needsLog: told?.source === 'answer' }
}

/**
 * What an attempt cost whose pictures were had again after it was given up. Such an answer names the cost of having it
 * again, which is nothing: what was known stands, else the estimate does until the request log has spoken.
 */
export function priceHadAgain(known: Pick<Price, 'micros' | 'source'>, estimateMicros: bigint | null): Price {
  if (known.micros !== null && known.source !== 'estimate') return { ...known, needsLog: false }
  return { micros: estimateMicros, source: 'estimate', needsLog: true }
}

/** A cost over `count` images, the remainder on the first. */
export function shares(micros: bigint | null, count: number): (bigint | null)[] {
  if (micros === null || count === 0) return Array.from({ length: count }, () => null)
  const each = micros / BigInt(count)
  return Array.from({ length: count }, (_, index) => (index === 0 ? micros - each * BigInt(count - 1) : each))
}
