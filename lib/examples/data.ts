import 'server-only'

export { addExamples, changeExample, removeExample, restoreExample } from './data/keep.ts'
export { getMemberPage, listExamples, listStarters } from './data/list.ts'
export { moveExamples } from './data/order.ts'
