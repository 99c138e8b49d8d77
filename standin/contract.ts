import type { IncomingHttpHeaders, ServerResponse } from 'node:http'

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

/** A body's fields as they came, before any check: a JSON object, or the text fields of a form. */
export type Fields = Readonly<Record<string, unknown>>

export interface Upload {
  readonly field: string
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

/** The words of the request log. Source: docs.lumenfall.ai, "Get a request". */
export type RequestStatus =
  'pending' | 'processing' | 'completed' | 'upstream_failure' | 'rejected' | 'cancelled'

/** One API call while it is being answered. */
export interface Call {
  readonly receivedAt: number
  readonly method: string
  readonly pathname: string
  /** The path with its query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly rawBody: Buffer
  readonly fields: Fields
  readonly uploads: readonly Upload[]
  readonly keyId: string
  readonly faults: readonly ActiveFault[]
  /** Aborted when the stand-in stops. */
  readonly stopping: AbortSignal
  /** Aborted when the client goes away; a stand-in that stops drops its clients. */
  readonly left: AbortSignal
  /** Filled while the call runs, for GET /standin/calls and the X-Lumenfall-Request-Id header. */
  readonly trail: { requestId: string | null }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** A body that JSON faults can change; `bytes` is the alternative. */
  readonly json?: JsonObject
  readonly bytes?: Buffer
  /** How the answer goes out when not simply whole. */
  readonly deliver?: Deliver
}

/** Sends the answer and ends the response (`sent`, as far as the client stayed) or breaks the connection (`cut`). */
export type Deliver = (response: ServerResponse, answer: Answer, left: AbortSignal) => Promise<'sent' | 'cut'>

/** A finished picture as it will be handed over. */
export interface Picture {
  readonly bytes: Buffer
  readonly extension: string
  readonly contentType: string
}

/** What a piece of paid work is done under; faults change it before the work starts. */
export interface WorkTerms {
  readonly failingProviders: readonly string[]
  /** How many pictures the safety filter takes away. They are not billed. */
  readonly filtered: number
  readonly logDelayMs: number
  readonly mediaLifetimeMs: number
  readonly answerUrls: boolean
}

/** `usual`: the work goes on and is billed like any other; `delivered`: only what is handed over is billed. */
export type Billed = 'no' | 'yes' | 'usual' | 'delivered'

/**
 * One way to go wrong. Each hook is one well-defined point of a call, in this order; a hook that throws ends the call
 * there. Nothing is billed before `picture`; everything is billed when `json` and `answer` run.
 */
export interface Fault {
  readonly billed: Billed
  readonly effect: string
  /** Absent: takes none. `fallback` absent: one must be given. */
  readonly argument?: { readonly pattern: RegExp; readonly meaning: string; readonly fallback?: string }
  /** Before the request is logged or even looked at. */
  readonly arrival?: (argument: string, call: Call) => Promise<void> | void
  readonly terms?: (terms: WorkTerms, argument: string) => WorkTerms
  /** The request is logged as processing; no provider has been asked. */
  readonly beforeBilling?: (argument: string, call: Call) => Promise<void> | void
  readonly picture?: (picture: Picture, argument: string) => Picture
  readonly json?: (json: JsonObject, argument: string) => JsonObject
  readonly answer?: (answer: Answer, argument: string) => Answer
}

export interface ActiveFault {
  readonly name: string
  readonly argument: string
  readonly fault: Fault
}
