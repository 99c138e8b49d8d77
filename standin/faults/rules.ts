import { z } from 'zod'
import type { ActiveFault, Fields } from '../contract.ts'
import { findFault, isFaultName, type FaultName } from './table.ts'
import { promptOf } from './magic-words.ts'

export const faultRuleSchema = z.strictObject({
  fault: z.custom<FaultName>(isFaultName, 'There is no fault of that name'),
  argument: z.union([z.string(), z.number().transform(String)]).optional(),
  /** How many calls it strikes; until cleared when absent. */
  times: z.int().min(1).optional(),
  match: z
    .strictObject({
      /** As sent: an alias or a pin is another text. */
      model: z.string().optional(),
      promptIncludes: z.string().optional(),
      /** Part of the path with its query. Without it a rule strikes paid work only, never a dry run or a look-up. */
      path: z.string().optional(),
    })
    .optional(),
})

export type FaultRule = Readonly<z.input<typeof faultRuleSchema>>

interface Seen {
  readonly path: string
  readonly fields: Fields
  readonly paid: boolean
}

/** The faults somebody asked for through the control endpoint, the oldest first. */
export class FaultRules {
  #rules: { rule: z.infer<typeof faultRuleSchema>; active: ActiveFault; left: number }[] = []

  /** Throws when the rule does not fit the schema, or the argument the fault. */
  add(rule: FaultRule): void {
    const parsed = faultRuleSchema.parse(rule)
    const active = findFault(parsed.fault, parsed.argument)
    if (active === undefined) throw new Error(`'${parsed.argument}' is no argument of '${parsed.fault}'`)
    this.#rules.push({ rule: parsed, active, left: parsed.times ?? Number.POSITIVE_INFINITY })
  }

  list(): FaultRule[] {
    return this.#rules.map(({ rule, left }) => (Number.isFinite(left) ? { ...rule, times: left } : rule))
  }

  clear(): void {
    this.#rules = []
  }

  /** The faults that strike this call; each counts it. */
  take(call: Seen): ActiveFault[] {
    const struck = this.#rules.filter(({ rule }) => matches(rule.match ?? {}, call))
    for (const rule of struck) rule.left--
    this.#rules = this.#rules.filter(({ left }) => left > 0)
    return struck.map(({ active }) => active)
  }
}

function matches(match: NonNullable<z.infer<typeof faultRuleSchema>['match']>, call: Seen): boolean {
  if (match.path === undefined ? !call.paid : !call.path.includes(match.path)) return false
  if (match.model !== undefined && call.fields['model'] !== match.model) return false
  return match.promptIncludes === undefined || promptOf(call.fields).includes(match.promptIncludes)
}
