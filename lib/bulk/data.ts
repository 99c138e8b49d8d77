import 'server-only'

export { listChanges } from './data/list.ts'
export { startChange } from './data/start.ts'
export { takeChangeBack } from './data/undo.ts'
