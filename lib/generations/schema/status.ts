import type { GenerationStatus } from './states.ts'

/** It waits or runs. */
export const isOpen = (status: GenerationStatus) => status === 'queued' || status === 'running'
/** Nothing is running and nothing is being looked up: another attempt can be made without paying twice unawares. */
export const isRetryable = (status: GenerationStatus) =>
  status === 'refused' || status === 'failed' || status === 'cancelled' || status === 'lost'
