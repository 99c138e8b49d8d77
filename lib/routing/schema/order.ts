import type { DirectName, UpstreamName } from '#lib/upstream/schema.ts'
import type { Routing } from './settings.ts'

interface Question extends Routing {
  /** The provider that the call is pinned to. */
  pin: string | null
  /** Where the team has a key and the call can be made, directly. */
  able: readonly DirectName[]
  /** How long a picture takes, in ms, where that was measured. */
  medianMs?: Partial<Record<UpstreamName, number>>
}

/**
 * Whom a call is sent to, in this order: the next one only where the one before surely cost nothing. A pin leaves one
 * way, also to the provider behind Lumenfall. Equal ones stand as they are: Lumenfall, Gemini API, Vertex AI. Among the
 * fastest, who was not measured yet comes first, or would never be.
 */
export function orderOf({ policy, percents, pin, able, medianMs = {} }: Question): UpstreamName[] {
  if (policy === 'lumenfall') return ['lumenfall']
  if (pin !== null) return [able.find((name) => name === pin) ?? 'lumenfall']
  const percentOf = (name: UpstreamName) => (name === 'lumenfall' ? 100 : percents[name])
  const rank = {
    lumenfall_first: () => 0,
    cheapest: percentOf,
    fastest: (name: UpstreamName) => medianMs[name] ?? 0,
  }[policy]
  return ['lumenfall' as const, ...able].toSorted((a, b) => rank(a) - rank(b))
}
