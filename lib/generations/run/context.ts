import type { Storage } from '#lib/storage/port.ts'
import type { Spool } from '#lib/storage/spool.ts'
import type { DirectUpstream, Upstream } from '#lib/upstream/port.ts'

/** What a worker works with. */
export interface WorkerContext {
  /** New for each process: whose the leases are. */
  owner: string
  /** What this server itself calls. */
  upstream: Upstream
  /** What a team's own key opens, by the key's id; null where it is gone. */
  open: (credentialId: string) => Promise<Upstream | DirectUpstream | null>
  /** A team's present key. */
  keyOf: (teamId: string) => Promise<string | null>
  storage: Storage
  spool: Spool
  /** Calls at once, on the whole server. */
  places: number
  /** Of these, at most so many for one team. Absent: all of them. */
  placesOfTeam?: number | undefined
  /** Of what is pinned to a provider, at most so many at once, by its slug. Where the API chooses, it spreads the load itself. */
  placesOfProvider?: Readonly<Record<string, number>>
  /** From the call to its last byte, in ms. */
  deadlineMs: number
  /** How long after the deadline an attempt may still turn up in the request log, in ms. */
  lookupMs: number
  maxPixels: number
}
