import { processWide } from '#lib/process-wide.ts'

/** Aborted when the server is asked to stop: streams that would never end by themselves end then. */
export const stopping = processWide('stopping', () => new AbortController())
