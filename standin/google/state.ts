import { z } from 'zod'
import type { IncomingHttpHeaders } from 'node:http'
import type { Studio } from '../drawing/studio.ts'
import type { FaultRules } from '../faults/rules.ts'
import type { CallLog } from '../http/call-log.ts'
import type { Ledger } from '../records/ledger.ts'
import type { GoogleFaultName } from './faults.ts'

export type GoogleApi = 'gemini' | 'vertex'

/** What can be changed while it runs. */
export const googleSettingsSchema = z.strictObject({
  /** How long a picture takes on average, in ms. */
  latencyMs: z.number().min(0),
  /** Hand out ready pictures instead of drawing: for load tests. */
  plain: z.boolean(),
  /** Every key, token and assertion is refused, as if it had been taken away. */
  keyRefused: z.boolean(),
  /** How long a new access token lives, in seconds. */
  tokenLifetime: z.int().min(1),
})

export type GoogleSettings = Readonly<z.infer<typeof googleSettingsSchema>>

/** Everything one running stand-in for an API of Google's knows. */
export interface GoogleState {
  readonly api: GoogleApi
  readonly now: () => number
  readonly stopping: AbortSignal
  settings: GoogleSettings
  readonly door: Door
  readonly ledger: Ledger
  readonly rules: FaultRules<GoogleFaultName>
  readonly calls: CallLog
  readonly studio: Studio
}

/** Who may call. */
export interface Door {
  /** The id of whoever calls; throws GoogleError. */
  readonly admit: (call: { headers: IncomingHttpHeaders; pathname: string }, state: GoogleState) => string
  /** What the form of a token request is answered; absent where there are no tokens. Throws TokenError. */
  readonly giveToken?: (form: Readonly<Record<string, unknown>>, state: GoogleState) => string
}
