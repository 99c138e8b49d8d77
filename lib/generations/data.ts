import 'server-only'

export { cancelGeneration } from './data/cancel.ts'
export { createGeneration } from './data/create.ts'
export { findGeneration, listGenerations } from './data/read.ts'
export { retryGeneration } from './data/retry.ts'
export { streamGenerations } from './data/stream.ts'
