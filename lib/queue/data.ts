import 'server-only'

export { cancelMine } from './data/cancel.ts'
export { listQueue } from './data/list.ts'
