import type { Storage } from '#lib/storage/port.ts'
import type { Spool } from '#lib/storage/spool.ts'
import type { Upstream } from '#lib/upstream/port.ts'

/** What a worker works with. */
export interface WorkerContext {
  /** New for each process: whose the leases are. */
  owner: string
  upstream: Upstream
  storage: Storage
  spool: Spool
  /** Calls at once, on the whole server. */
  places: number
  /** From the call to its last byte, in ms. */
  deadlineMs: number
  /** How long after the deadline an attempt may still turn up in the request log, in ms. */
  lookupMs: number
  maxPixels: number
}
