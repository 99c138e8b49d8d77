import type { Studio } from './drawing/studio.ts'
import type { FaultRules } from './faults/rules.ts'
import type { CallLog } from './http/call-log.ts'
import type { Ledger } from './records/ledger.ts'
import type { MediaStore } from './records/media-store.ts'
import type { Recordings } from './records/recordings.ts'
import type { LooseSettings } from './settings.ts'

/** Everything one running stand-in knows. */
export interface State {
  readonly apiKeys: readonly string[]
  readonly now: () => number
  /** Without a slash at the end; known once the server listens. */
  readonly url: () => string
  /** Aborted when the stand-in stops: whatever waits then ends as if the program had died. */
  readonly stopping: AbortSignal
  settings: LooseSettings
  readonly ledger: Ledger
  readonly media: MediaStore
  readonly recordings: Recordings
  readonly rules: FaultRules
  readonly calls: CallLog
  readonly studio: Studio
}
