import 'server-only'

export { listCells } from './data/cells.ts'
export { createBatch } from './data/create.ts'
export { listFeed } from './data/feed.ts'
export { planBatch } from './data/plan.ts'
export { getBatch } from './data/read.ts'
export { cancelBatch, pauseBatch, resumeBatch, retryFailed } from './data/steer.ts'
export { zipBatch } from './data/zip.ts'
