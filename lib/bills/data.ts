import 'server-only'

export { getReconciliation } from './data/read.ts'
export { compareNow, recoverBill, writeOffBill } from './data/change.ts'
