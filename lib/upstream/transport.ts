import { Client } from 'undici'
import type { AnswerHead, Recorder, Recording } from './port.ts'
import { UpstreamError } from './port.ts'
import { receive } from './receive.ts'
import type { FailureCode } from './schema.ts'

/**
 * Why an exchange did not end with a whole answer. `unsent`: no connection, so nothing can have been paid.
 * `broken` and `deadline`: the request was sent. `too_large`: the answer passed its limit, and was cut off.
 */
export type TransportFailure = 'unsent' | 'broken' | 'deadline' | 'too_large'

export class TransportError extends Error {
  readonly failure: TransportFailure

  constructor(failure: TransportFailure, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TransportError'
    this.failure = failure
  }
}

const questionFailures: Record<TransportFailure, FailureCode> = {
  unsent: 'unreachable',
  broken: 'no_answer',
  deadline: 'no_answer',
  too_large: 'answer_too_large',
}

/** What a question that costs nothing ended with, when this is how its exchange ended. */
export const toUpstreamError = (error: TransportError): UpstreamError =>
  new UpstreamError(questionFailures[error.failure], error.message, { cause: error })

/**
 * A connection for each call (`pipelining: 0`): on a kept one, a request can meet the server's closing, and nobody
 * could say whether a paid call was sent. No time limits of its own, the caller's signal is the only one, and ends a
 * connection that is still being made, too: undici would end a slow answer after 300 s.
 */
const connectionTo = (url: string, signal: AbortSignal) =>
  new Client(new URL(url).origin, {
    pipelining: 0,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: 10_000, signal },
  })

const codesBeforeSending = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  const own: unknown = Reflect.get(error, 'code')
  return typeof own === 'string' ? own : codeOf(error.cause)
}

function toTransportError(error: unknown, signal: AbortSignal): TransportError {
  if (error instanceof TransportError) return error
  if (signal.aborted) return new TransportError('deadline', 'The deadline passed.', { cause: error })
  const code = codeOf(error)
  const failure = code !== undefined && codesBeforeSending.has(code) ? 'unsent' : 'broken'
  return new TransportError(failure, `The connection failed (${code ?? 'no code'}).`, { cause: error })
}

export interface Exchange {
  url: string
  method: string
  headers: Headers
  body: string | Uint8Array | null
  /** One absolute limit over connecting, headers and body. */
  signal: AbortSignal
  /** Of the decoded body, so that a small compressed bomb does not pass. */
  maxBytes: number
}

/** A recording that takes at most so many bytes. */
function bounded(recording: Recording, maxBytes: number): Recording {
  let total = 0
  return {
    ...recording,
    write: (chunk) => {
      total += chunk.byteLength
      if (total > maxBytes)
        throw new TransportError('too_large', `The answer is larger than ${maxBytes} bytes.`)
      recording.write(chunk)
    },
  }
}

/**
 * One request, one answer: no redirect is followed, no retry is made, the body is handed to `record` as it arrives
 * and never held here. Resolves when the recorder has the whole body; throws TransportError otherwise.
 */
export async function exchange(request: Exchange, record: Recorder): Promise<void> {
  const { url, method, headers, body, signal, maxBytes } = request
  const { pathname, search } = new URL(url)
  const client = connectionTo(url, signal)
  const leave = () => void client.destroy()
  let recording: Recording | undefined
  try {
    signal.throwIfAborted()
    signal.addEventListener('abort', leave, { once: true })
    const fields = { 'accept-encoding': 'identity', ...Object.fromEntries(headers) }
    await new Promise<void>((resolve, reject) => {
      const receiver = receive(
        (head) => (recording = bounded(record(head), maxBytes)),
        resolve,
        // Also where the recorder gave up on a body that is still coming.
        (error) => (reject(error), leave()),
      )
      client.dispatch({ path: pathname + search, method, headers: fields, body }, receiver)
    })
  } catch (error) {
    recording?.abandon()
    throw toTransportError(error, signal)
  } finally {
    signal.removeEventListener('abort', leave)
    await client.destroy()
  }
}

/** A recorder that keeps a small answer in memory. */
export function inMemory(): { record: Recorder; answer(): { head: AnswerHead; body: Buffer } } {
  let kept: { head: AnswerHead; body: Buffer } | undefined
  return {
    record: (head) => {
      const parts: Uint8Array[] = []
      return {
        write: (chunk) => void parts.push(Uint8Array.from(chunk)),
        end: () => void (kept = { head, body: Buffer.concat(parts) }),
        abandon: () => undefined,
      }
    },
    answer: () => {
      if (!kept) throw new TransportError('broken', 'No answer was recorded.')
      return kept
    },
  }
}
