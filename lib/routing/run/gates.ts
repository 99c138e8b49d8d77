import type { BulkheadPolicy, CircuitBreakerPolicy } from 'cockatiel'
import { bulkhead, circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult } from 'cockatiel'
import { processWide } from '#lib/process-wide.ts'

/** After so many calls in a row that came to nothing, one waits so long before the next. */
const failuresInARow = 5
const restMs = 30_000
/** Whatever a provider asks for: nobody would come back to look otherwise. */
const longestRestMs = 10 * 60_000

/**
 * The way to one upstream with one key, in this process: how many calls it takes at once, and whether it is healthy.
 * It only steers: where there is no other way, a call goes through all the same.
 */
export interface Gate {
  places: BulkheadPolicy
  breaker: CircuitBreakerPolicy
  /** Nothing is sent before this, in ms since 1970. */
  restsUntil: number
}

/** How a call came back, as far as the health of who was called goes. */
export type Health = 'well' | 'ill'

const gates = processWide('gates', () => new Map<string, Gate>())

/** The gate of a way. `places`: calls at once, fixed by whoever asks first. */
export function gateOf(way: string, places: number): Gate {
  const known = gates.get(way)
  if (known) return known
  const breaker = circuitBreaker(
    // What is thrown is trouble of our own: the call was not made.
    handleWhenResult((health) => health === 'ill'),
    { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failuresInARow) },
  )
  const gate: Gate = { places: bulkhead(places, Number.POSITIVE_INFINITY), breaker, restsUntil: 0 }
  breaker.onBreak(() => rest(gate, restMs))
  breaker.onReset(() => (gate.restsUntil = 0))
  gates.set(way, gate)
  return gate
}

/** Leaves a way alone for so long, in ms, at most ten minutes: it asked for that, or is not well. */
export function rest(gate: Gate, ms: number): void {
  gate.restsUntil = Math.max(gate.restsUntil, Date.now() + Math.min(ms, longestRestMs))
}

/** While one call tries whether it is well again, the others stay away. */
const isWell = ({ breaker, restsUntil }: Gate) =>
  breaker.state !== CircuitState.HalfOpen && Date.now() >= restsUntil

/** Whether a call that has another way may take this one. */
export const isOpen = (gate: Gate): boolean => isWell(gate) && gate.places.executionSlots > 0

/** Makes a call when there is a place for it, and learns from how it came back. Throws what the call throws. */
export function through(gate: Gate, call: () => Promise<Health>): Promise<Health> {
  return gate.places.execute(() => (isWell(gate) ? gate.breaker.execute(call) : call()))
}
