import type { FailureCode } from '#lib/upstream/schema.ts'
import { lastDayOf } from './retirements.ts'

/** So many of the last calls are looked at. */
export const recentCalls = 10
/** Fewer say nothing. */
const leastFailures = 3

/** Ends that say that a model is in trouble; others are of the request, the key, the account or the line. */
export const tellingFailures: readonly FailureCode[] = [
  'model_gone',
  'providers_exhausted',
  'provider_error',
  'upstream_error',
  'no_answer',
  'unreadable_answer',
  'not_an_image',
]

/** Of the viewer's last calls with a model that say something of it. */
export interface Recent {
  calls: number
  failed: number
  /** The end of the very last one, where it failed. */
  latest: string | null
}

export const noCalls: Recent = { calls: 0, failed: 0, latest: null }

/** How a model stands, by the API, by what was measured here, and by what its maker announced. */
export type ModelState =
  | { kind: 'active' }
  /** The API lists it, and its maker's last day for it is known. */
  | { kind: 'ending'; on: string; isPast: boolean }
  /** `isGone`: the last call was answered that there is no such model any more. */
  | { kind: 'failing'; calls: number; failed: number; isGone: boolean }
  /** Disabled or retired, by the API's own word. */
  | { kind: 'disabled' }
  /** The API does not list it. */
  | { kind: 'gone' }
  /** The catalogue cannot be read, so nobody can say. */
  | { kind: 'unchecked' }

export type StateKind = ModelState['kind']

/**
 * Failing: of the last ten calls that say something of the model, at least half failed, and three or more; or the very
 * last one was answered that the model is gone. A refusal by content policy, a wrong value, a key, a balance or a lost
 * connection says nothing of it.
 */
export function isFailing({ calls, failed, latest }: Recent): boolean {
  return latest === 'model_gone' || (failed >= leastFailures && failed * 2 >= calls)
}

interface Known {
  id: string
  /** What the API says of it; null where it does not list it. */
  status: 'active' | 'disabled' | null
  /** The catalogue could be read. */
  isRead: boolean
  recent: Recent
  /** "2026-11-28". */
  today: string
}

/** How a model stands: what the API says comes before what was measured, and that before what was announced. */
export function stateOf({ id, status, isRead, recent, today }: Known): ModelState {
  if (status === null) return { kind: isRead ? 'gone' : 'unchecked' }
  if (status === 'disabled') return { kind: 'disabled' }
  const { calls, failed, latest } = recent
  if (isFailing(recent)) return { kind: 'failing', calls, failed, isGone: latest === 'model_gone' }
  const on = lastDayOf(id)
  return on === null ? { kind: 'active' } : { kind: 'ending', on, isPast: on <= today }
}

/** It cannot be made pictures with, as far as anybody knows. */
export const isOver = ({ kind }: ModelState) => kind === 'disabled' || kind === 'gone'

const labels: Record<StateKind, string> = {
  active: 'Active',
  ending: 'Past its end',
  failing: 'Failing',
  disabled: 'Retired',
  gone: 'Not listed any more',
  unchecked: 'Not checked',
}

/** A word or two, for a line. */
export const stateLabel = (state: ModelState): string =>
  state.kind === 'ending' && !state.isPast ? 'Ending' : labels[state.kind]
