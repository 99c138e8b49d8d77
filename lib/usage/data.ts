import 'server-only'

export { getUsage } from './data/read.ts'
export { readUsage, usageColumns } from './data/table.ts'
