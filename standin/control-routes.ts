import { z } from 'zod'
import type { Answer, Call } from './contract.ts'
import { createControl, type StandinControl } from './control.ts'
import { faultRuleSchema } from './faults/rules.ts'
import { settingsSchema } from './settings.ts'
import type { State } from './state.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Handle = (call: Call, state: State) => Answer

/** The control object over HTTP. A body that does not fit is answered 400 with zod's words. */
export const controlHandlers: readonly (readonly [Method, RegExp, Handle])[] = [
  ['GET', /^\/standin\/faults$/, by((control) => control.faults())],
  ['POST', /^\/standin\/faults$/, by((control, fields) => control.addFault(faultRuleSchema.parse(fields)))],
  ['DELETE', /^\/standin\/faults$/, by((control) => control.clearFaults())],
  ['GET', /^\/standin\/calls$/, by((control) => control.calls())],
  ['DELETE', /^\/standin\/calls$/, by((control) => control.clearCalls())],
  ['GET', /^\/standin\/bill$/, by((control) => control.bill())],
  ['GET', /^\/standin\/settings$/, by((control) => control.settings())],
  ['PUT', /^\/standin\/settings$/, by((control, fields) => control.change(parseSettings(fields)))],
]

function by(act: (control: StandinControl, fields: Call['fields']) => unknown): Handle {
  return (call, state) => {
    try {
      return toAnswer(200, act(createControl(state), call.fields) ?? { ok: true })
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
      return toAnswer(400, { error: { message } })
    }
  }
}

// zod's optional fields may be undefined; JSON's are there or not.
function parseSettings(fields: Call['fields']): Parameters<StandinControl['change']>[0] {
  const parsed = settingsSchema.partial().parse(fields)
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined))
}

function toAnswer(status: number, value: unknown): Answer {
  const bytes = Buffer.from(JSON.stringify(value))
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, bytes }
}
