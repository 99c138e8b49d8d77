import type { Answer, JsonObject } from '../contract.ts'
import type { Resolved } from '../models/catalogue.ts'
import { toDollars } from '../records/money.ts'

interface Component {
  readonly type: 'input' | 'output'
  readonly metric: 'image' | 'token'
  readonly quantity: number
  readonly unitMicros: number
  readonly totalMicros: number
}

/** The answer to `?dryRun=true`. Source: docs.lumenfall.ai "Cost estimation". */
export function toEstimate({ model, pin }: Resolved, components: readonly Component[]): Answer {
  const json = {
    estimated: true,
    model: model.id,
    provider: pin ?? model.providers[0]?.[0] ?? 'unknown',
    total_cost_micros: components.reduce((sum, { totalMicros }) => sum + totalMicros, 0),
    currency: 'USD',
    components: components.map(({ type, metric, quantity, unitMicros, totalMicros }): JsonObject => ({
      type,
      metric,
      quantity,
      billable_quantity: quantity,
      unit_price: toDollars(unitMicros),
      total_cost: totalMicros,
    })),
  }
  return { status: 200, headers: {}, json }
}
