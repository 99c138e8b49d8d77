import { z } from 'zod'
import type { ActiveFault } from '../contract.ts'
import { findFault, isFaultName, type FaultName, type FindFault } from './table.ts'

export const faultRuleSchemaOf = <Name extends string>(isName: (name: unknown) => name is Name) =>
  z.strictObject({
    fault: z.custom<Name>(isName, 'There is no fault of that name'),
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

export type FaultRule<Name extends string = FaultName> = Readonly<
  z.input<ReturnType<typeof faultRuleSchemaOf<Name>>>
>

export const faultRuleSchema = faultRuleSchemaOf(isFaultName)

interface Seen {
  readonly path: string
  readonly model: unknown
  readonly prompt: string
  readonly paid: boolean
}

type Parsed<Name extends string> = z.output<ReturnType<typeof faultRuleSchemaOf<Name>>>

/** The faults somebody asked for through the control endpoint, the oldest first. */
export class FaultRules<Name extends string = FaultName> {
  readonly #parse: (rule: FaultRule<Name>) => Parsed<Name>
  readonly #find: FindFault
  #rules: { rule: Parsed<Name>; active: ActiveFault; left: number }[] = []

  constructor(schema: ReturnType<typeof faultRuleSchemaOf<Name>>, find: FindFault) {
    this.#parse = (rule) => schema.parse(rule)
    this.#find = find
  }

  /** Throws when the rule does not fit the schema, or the argument the fault. */
  add(rule: FaultRule<Name>): void {
    const parsed = this.#parse(rule)
    const active = this.#find(parsed.fault, parsed.argument)
    if (active === undefined) throw new Error(`'${parsed.argument}' is no argument of '${parsed.fault}'`)
    this.#rules.push({ rule: parsed, active, left: parsed.times ?? Number.POSITIVE_INFINITY })
  }

  list(): FaultRule<Name>[] {
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

function matches(match: NonNullable<Parsed<string>['match']>, call: Seen): boolean {
  if (match.path === undefined ? !call.paid : !call.path.includes(match.path)) return false
  if (match.model !== undefined && call.model !== match.model) return false
  return match.promptIncludes === undefined || call.prompt.includes(match.promptIncludes)
}

/** Of Lumenfall's faults. */
export const lumenfallRules = () => new FaultRules(faultRuleSchema, findFault)
