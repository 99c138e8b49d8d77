import { z } from 'zod'
import type { Answer, Call } from '../contract.ts'
import { billOf, type Bill } from '../control.ts'
import { faultRuleSchemaOf, type FaultRule } from '../faults/rules.ts'
import type { CallRecord } from '../http/call-log.ts'
import { isGoogleFaultName, type GoogleFaultName } from './faults.ts'
import { googleSettingsSchema, type GoogleSettings, type GoogleState } from './state.ts'

export const googleRuleSchema = faultRuleSchemaOf(isGoogleFaultName)

/** The powers over a stand-in for an API of Google's, the same in the process and at /standin/…. */
export interface GoogleControl {
  /** Throws when there is no such fault, or its argument does not fit. */
  addFault(rule: FaultRule<GoogleFaultName>): void
  clearFaults(): void
  faults(): readonly FaultRule<GoogleFaultName>[]
  /** Every call so far, token requests among them, oldest first. */
  calls(): readonly CallRecord[]
  clearCalls(): void
  /** What was billed: Google itself has no such list to ask for. */
  bill(): Bill
  settings(): GoogleSettings
  change(settings: Partial<GoogleSettings>): GoogleSettings
}

export function createGoogleControl(state: GoogleState): GoogleControl {
  return {
    addFault: (rule) => state.rules.add(rule),
    clearFaults: () => state.rules.clear(),
    faults: () => state.rules.list(),
    calls: () => state.calls.list(),
    clearCalls: () => state.calls.clear(),
    bill: () => billOf(state.ledger),
    settings: () => state.settings,
    change: (change) => (state.settings = googleSettingsSchema.parse({ ...state.settings, ...change })),
  }
}

type Act = (control: GoogleControl, fields: Call['fields']) => unknown

const acts: Readonly<Record<string, Act>> = {
  'GET /standin/faults': (control) => control.faults(),
  'POST /standin/faults': (control, fields) => control.addFault(googleRuleSchema.parse(fields)),
  'DELETE /standin/faults': (control) => control.clearFaults(),
  'GET /standin/calls': (control) => control.calls(),
  'DELETE /standin/calls': (control) => control.clearCalls(),
  'GET /standin/bill': (control) => control.bill(),
  'GET /standin/settings': (control) => control.settings(),
  'PUT /standin/settings': (control, fields) =>
    control.change(googleSettingsSchema.parse({ ...control.settings(), ...fields })),
}

/** The control object over HTTP; undefined for a path that is none of its. A body that does not fit is a 400. */
export function answerControl(
  { method, pathname, fields }: Pick<Call, 'method' | 'pathname' | 'fields'>,
  state: GoogleState,
): Answer | undefined {
  const act = acts[`${method} ${pathname}`]
  if (act === undefined) return undefined
  try {
    return toAnswer(200, act(createGoogleControl(state), fields) ?? { ok: true })
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    return toAnswer(400, { error: { message } })
  }
}

function toAnswer(status: number, value: unknown): Answer {
  const bytes = Buffer.from(JSON.stringify(value))
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, bytes }
}
