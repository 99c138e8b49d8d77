export { correctPrice } from './run/correct.ts'
export type { WorkerContext } from './run/context.ts'
export type { Worker } from './run/worker.ts'
export { startWorker } from './run/worker.ts'
