export type { Gate } from './run/gates.ts'
export { gateOf, isOpen, rest, through } from './run/gates.ts'
export { medianTimes } from './run/measure.ts'
