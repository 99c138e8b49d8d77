import type { Answer, Call } from '../contract.ts'
import { toDollars } from '../records/money.ts'
import type { State } from '../state.ts'

/** GET /v1/balance: what was billed is gone from it, work in flight is not yet. */
export function getBalance(_: Call, { ledger }: State): Answer {
  const available = { amount: toDollars(ledger.availableMicros), currency: 'usd' }
  return { status: 200, headers: {}, json: { object: 'balance', billing_type: 'prepaid', available } }
}
