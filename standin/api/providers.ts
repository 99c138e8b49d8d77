import type { Json } from '../contract.ts'
import type { Resolved } from '../models/catalogue.ts'
import { findProvider } from '../models/providers.ts'
import { ApiError } from './errors.ts'

/** Who did the work. */
export interface Execution {
  readonly provider: string
  readonly providerName: string
  /** Such as "vertex/imagen-3.0-generate-002". */
  readonly executedModel: string
  /** The failed tries before. The shape of an item is not documented: this one is a guess. */
  readonly attempts: readonly Json[]
}

/**
 * Chooses a provider and goes on to the next one when it fails. Each request starts at another provider, as traffic is
 * spread upstream. A pinned provider's failure comes straight through as UPSTREAM_ERROR with the provider's own status;
 * when all fail, ALL_PROVIDERS_EXHAUSTED says the last failure. Source: docs.lumenfall.ai "Routing".
 */
export function execute(
  { model, pin }: Resolved,
  { failing, sequence }: { failing: readonly string[]; sequence: number },
): Execution {
  const attempts: Json[] = []
  let lastFailure = 'no provider serves this model'
  for (const [slug, executedModel] of inOrder(model.providers, pin, sequence)) {
    const provider = findProvider(slug)
    if (!failing.includes(slug) && !failing.includes('all')) {
      return {
        provider: slug,
        providerName: provider.name,
        executedModel: `${slug}/${executedModel}`,
        attempts,
      }
    }
    const { status, message } = provider.failure
    if (pin !== undefined) throw new ApiError('UPSTREAM_ERROR', message, { status })
    lastFailure = message
    attempts.push({
      provider: slug,
      model: `${slug}/${executedModel}`,
      status: 'failed',
      error: { status, message },
    })
  }
  throw new ApiError('ALL_PROVIDERS_EXHAUSTED', `All providers failed. Last failure: ${lastFailure}`)
}

type Providers = Resolved['model']['providers']

function inOrder(providers: Providers, pin: string | undefined, sequence: number): Providers {
  if (pin !== undefined) return providers.filter(([slug]) => slug === pin)
  const first = (sequence - 1) % providers.length
  return [...providers.slice(first), ...providers.slice(0, first)]
}
