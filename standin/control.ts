import type { FaultRule } from './faults/rules.ts'
import type { CallRecord } from './http/call-log.ts'
import type { Ledger } from './records/ledger.ts'
import { settingsSchema, type Settings } from './settings.ts'
import type { State } from './state.ts'

export interface BilledRequest {
  readonly id: string
  readonly model: string | null
  readonly endpoint: string
  readonly traceId: string | null
  readonly costMicros: number
  readonly images: number
}

export interface Bill {
  readonly totalMicros: number
  readonly images: number
  /** Those that cost something, oldest first. */
  readonly requests: readonly BilledRequest[]
}

/** The powers over a stand-in, the same in the process and at /standin/…. */
export interface StandinControl {
  /** Throws when there is no such fault, or its argument does not fit. */
  addFault(rule: FaultRule): void
  clearFaults(): void
  faults(): readonly FaultRule[]
  /** Every API call so far (the newest 5,000), oldest first. */
  calls(): readonly CallRecord[]
  clearCalls(): void
  bill(): Bill
  settings(): Settings
  /** Changes what is given and leaves the rest. Throws when a name or value is unknown. */
  change(settings: Partial<Settings>): Settings
}

/** The control of one stand-in; all controls of the same state act on the same thing. */
export function createControl(state: State): StandinControl {
  const settings = (): Settings => ({ ...state.settings, balanceMicros: state.ledger.availableMicros })
  return {
    addFault: (rule) => state.rules.add(rule),
    clearFaults: () => state.rules.clear(),
    faults: () => state.rules.list(),
    calls: () => state.calls.list(),
    clearCalls: () => state.calls.clear(),
    bill: () => billOf(state.ledger),
    settings,
    change(change) {
      const { balanceMicros, ...others } = settingsSchema.parse({ ...settings(), ...change })
      if (change.balanceMicros !== undefined) state.ledger.setAvailable(balanceMicros)
      state.settings = others
      return settings()
    },
  }
}

/** What a ledger's requests have cost. */
export function billOf(ledger: Ledger): Bill {
  const requests = ledger
    .list()
    .filter(({ costMicros }) => costMicros > 0)
    .map(({ id, model, endpoint, traceId, costMicros, images }) => ({
      id,
      model,
      endpoint,
      traceId,
      costMicros,
      images,
    }))
  return {
    totalMicros: requests.reduce((sum, { costMicros }) => sum + costMicros, 0),
    images: requests.reduce((sum, { images }) => sum + images, 0),
    requests,
  }
}
