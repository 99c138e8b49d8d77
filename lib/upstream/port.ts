import type { DirectName, FailureCode, UpstreamName } from './schema.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** What is known of a finished exchange, whatever its outcome. `costMicros` in micro-dollars, null when not said. */
export interface Receipt {
  httpStatus: number
  code: string | null
  upstreamRequestId: string | null
  executedModel: string | null
  provider: string | null
  costMicros: number | null
}

export type AnsweredImage = { revisedPrompt: string | null } & (
  | { kind: 'bytes'; bytes: Buffer }
  /** Hosted by the upstream although bytes were asked for. */
  | { kind: 'url'; url: string }
  | { kind: 'unreadable' }
)

/**
 * An answer, read. `failed` and `refused` surely cost what the receipt says or nothing; `unknown` may have been
 * billed, and only the request log can tell.
 */
export type Answer = { receipt: Receipt } & (
  | { kind: 'images'; images: AnsweredImage[] }
  | { kind: 'refused' | 'failed'; failure: FailureCode; message: string; retryAfterSeconds: number | null }
  | { kind: 'unknown'; failure: FailureCode; message: string }
)

/** A picture that a call starts from. */
export interface CallInput {
  role: 'image' | 'mask'
  mime: string
  bytes: Uint8Array
}

export interface GenerationCall {
  modelId: string
  provider: string | null
  /** Empty for a model that takes none. */
  prompt: string
  n: number
  parameters: { [name: string]: Json }
  /** None: it is made from text alone. The images in their order. */
  inputs: readonly CallInput[]
  /** 32 hexadecimal digits, new for each attempt. */
  traceId: string
}

export interface AnswerHead {
  status: number
  headers: Record<string, string>
}

/** An answer that is being kept. What is thrown here ends the exchange. */
export interface Recording {
  /** The chunk's bytes are gone when this returns. */
  write(chunk: Uint8Array): void
  /** The answer is whole. */
  end(): void
  /** It never will be. Throws nothing. */
  abandon(): void
}

/** Keeps an answer's bytes as they arrive. Nothing is read before it is whole. */
export type Recorder = (head: AnswerHead) => Recording

export interface Estimate {
  micros: number
  provider: string | null
}

export interface ChatQuestion {
  model: string
  /** What it is to do with what it is told. */
  system: string
  user: string
}

export interface ChatAnswer {
  text: string
  /** Null when the upstream does not say. */
  costMicros: number | null
}

/** An entry of the upstream's request log. */
export interface LoggedRequest {
  id: string
  traceId: string | null
  state: 'open' | 'billed' | 'ended'
  costMicros: number | null
  provider: string | null
  modelId: string | null
  /** The path that was called. */
  endpoint: string | null
  at: Date
}

export interface Balance {
  /** Null when the account is billed afterwards. */
  micros: number | null
}

/** Whoever makes pictures when it is paid: Lumenfall, or a provider that is called directly. */
export interface ImageUpstream {
  name: UpstreamName
  environment: 'standin' | 'live'
  /** Sends one paid call, once. Throws TransportError. */
  send(call: GenerationCall, options: { signal: AbortSignal; record: Recorder }): Promise<void>
  /** Reads a recorded answer. Pure: the same bytes read the same after a restart. Never throws. */
  read(head: AnswerHead, body: Buffer): Answer
  /** Bytes that the upstream hosts. Throws TransportError, also when the host is not the upstream's own. */
  fetchMedia(url: string, signal: AbortSignal): Promise<Buffer>
}

/**
 * A provider of the team's own, called without Lumenfall in between. It names no price, hosts nothing, and keeps no
 * request log: whether a call without an answer was billed, nobody can ask.
 */
export interface DirectUpstream extends ImageUpstream {
  name: DirectName
  /** Why it cannot take this call, as a sentence; null where it can. Pure. */
  objection(call: Omit<GenerationCall, 'traceId'>): string | null
  /** Asks whether the key is known there, for nothing. Throws UpstreamError, `key_refused` for a plain no. */
  check(): Promise<void>
}

export interface Upstream extends ImageUpstream {
  name: 'lumenfall'
  /** Asks again for an answer that was billed and lost, where it was recorded; never pays. */
  replay(call: GenerationCall, options: { signal: AbortSignal; record: Recorder }): Promise<void>
  canReplay: boolean
  /** Whether it is known to price an edit by a dry run. Where it is not, the question may be a paid edit itself. */
  canPriceEdits: boolean
  /** Throws UpstreamError, also for a call with pictures where edits cannot be priced: then nothing is sent. */
  estimate(call: Omit<GenerationCall, 'traceId'>): Promise<Estimate>
  /** Asks a chat model, once: it is paid for, also where no answer comes. Throws UpstreamError. */
  chat(question: ChatQuestion): Promise<ChatAnswer>
  listModels(): Promise<unknown[]>
  /** The model with its parameter schema, in whatever shape the upstream has it. */
  getModel(modelId: string): Promise<unknown>
  balance(): Promise<Balance>
  /** What the log has of a time, the newest first, page by page. Throws UpstreamError. */
  listRequests(span: { from: Date; to: Date }): AsyncGenerator<LoggedRequest[], void>
  /** The log's entry of an attempt; null when there is none (yet). */
  findRequest(traceId: string, sentAt: Date): Promise<LoggedRequest | null>
}

/** What there is to say of an edit's price where it cannot be asked for. */
export const editPriceUnknown = 'The API tells the price of an edit only afterwards.'

/** A failed question to the upstream that costs nothing to ask. */
export class UpstreamError extends Error {
  readonly failure: FailureCode

  constructor(failure: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'UpstreamError'
    this.failure = failure
  }
}
