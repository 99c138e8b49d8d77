import type { IncomingHttpHeaders } from 'node:http'
import type { Fields } from '../contract.ts'

export interface CallRecord {
  readonly at: number
  readonly method: string
  /** With its query. */
  readonly path: string
  /** Without the key. */
  readonly headers: IncomingHttpHeaders
  fields: Fields
  uploads: readonly { field: string; name: string; type: string; size: number }[]
  requestId: string | null
  faults: readonly string[]
  outcome: CallOutcome
}

/** `cut`: we ended the connection before the answer was whole; `left`: the client did. */
export interface CallOutcome {
  readonly state: 'open' | 'answered' | 'cut' | 'left'
  readonly status: number | null
  readonly code: string | null
  readonly durationMs: number | null
}

/** The newest calls are kept; 5,000 of them are a few MB. */
const KEPT_CALLS = 5000

/** What was called and how it ended, in memory, the secret left out. */
export class CallLog {
  readonly #calls: CallRecord[] = []

  begin(call: Pick<CallRecord, 'at' | 'method' | 'path' | 'headers'>): CallRecord {
    const record: CallRecord = {
      ...call,
      headers: withoutKeys(call.headers),
      fields: {},
      uploads: [],
      requestId: null,
      faults: [],
      outcome: { state: 'open', status: null, code: null, durationMs: null },
    }
    // The control calls of a test are not what it wants to read there.
    if (!call.path.startsWith('/standin/')) this.#calls.push(record)
    if (this.#calls.length > KEPT_CALLS) this.#calls.splice(0, this.#calls.length - KEPT_CALLS)
    return record
  }

  /** Oldest first. */
  list(): readonly CallRecord[] {
    return this.#calls
  }

  clear(): void {
    this.#calls.length = 0
  }
}

function withoutKeys(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { authorization, 'x-goog-api-key': apiKey, ...others } = headers
  return {
    ...others,
    // Whose key, never which: the secret part is what follows the dot.
    ...(authorization !== undefined && { authorization: hideSecret(authorization) }),
    ...(apiKey !== undefined && { 'x-goog-api-key': '…' }),
  }
}

function hideSecret(authorization: string): string {
  const [scheme = '', token = ''] = authorization.split(' ')
  const dot = token.indexOf('.')
  return `${scheme} ${dot < 0 ? '' : token.slice(0, dot)}.…`
}
