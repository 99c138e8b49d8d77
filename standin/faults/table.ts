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

const faults: ReadonlyMap<string, Fault> = new Map(Object.entries(faultTable))

/** The fault of that name with its argument, or undefined when there is none or the argument does not fit. */
export function findFault(name: string, argument: string | undefined): ActiveFault | undefined {
  const fault = faults.get(name)
  if (fault === undefined) return undefined
  const given = argument ?? fault.argument?.fallback
  if (fault.argument === undefined) return given === undefined ? { name, argument: '', fault } : undefined
  return given !== undefined && fault.argument.pattern.test(given)
    ? { name, argument: given, fault }
    : undefined
}
