import type { ActiveFault, Fault } from '../contract.ts'
import { afterBillingFaults } from './after-billing.ts'
import { beforeBillingFaults } from './before-billing.ts'
import { jsonFaults } from './json.ts'
import { pictureFaults } from './pictures.ts'
import { workFaults } from './work.ts'

/** All there is: the names that magic words and POST /standin/faults know. */
export const faultTable = {
  ...beforeBillingFaults,
  ...workFaults,
  ...pictureFaults,
  ...jsonFaults,
  ...afterBillingFaults,
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof faultTable

export function isFaultName(name: unknown): name is FaultName {
  return typeof name === 'string' && Object.hasOwn(faultTable, name)
}

/** The fault of that name with its argument, or undefined when there is none or the argument does not fit. */
export type FindFault = (name: string, argument: string | undefined) => ActiveFault | undefined

export function finderIn(table: Readonly<Record<string, Fault>>): FindFault {
  const faults: ReadonlyMap<string, Fault> = new Map(Object.entries(table))
  return (name, argument) => {
    const fault = faults.get(name)
    return fault && withArgument(name, fault, argument ?? fault.argument?.fallback)
  }
}

function withArgument(name: string, fault: Fault, given: string | undefined): ActiveFault | undefined {
  if (fault.argument === undefined) return given === undefined ? { name, argument: '', fault } : undefined
  return given !== undefined && fault.argument.pattern.test(given)
    ? { name, argument: given, fault }
    : undefined
}

export const findFault = finderIn(faultTable)
