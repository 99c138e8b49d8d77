import 'server-only'

export { getRoom, listBudgets } from './data/read.ts'
export { setBudget } from './data/set.ts'
export { requirePrice, withinBudgets } from './data/within.ts'
