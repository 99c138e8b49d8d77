export { compareAll, compareBills } from './run/compare.ts'
