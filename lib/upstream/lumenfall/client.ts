import OpenAI from 'openai'
import type { Recorder } from '../port.ts'
import { exchange } from '../transport.ts'
import type { Form } from './form.ts'

export interface LumenfallConfig {
  /** Ends in /openai/v1. */
  baseUrl: string
  apiKey: string
}

interface Call {
  method: 'get' | 'post'
  /** Under the base URL, or an absolute URL. */
  path: string
  query?: Record<string, string>
  headers?: Record<string, string>
  /** Goes out as JSON, or as the form that it is. */
  body?: object | Form
}

interface Limits {
  signal: AbortSignal
  maxBytes: number
}

/** The native surface (`/v1/balance`, `/v1/requests`) stands beside the OpenAI-compatible one, under the same host. */
export function nativeUrl(config: LumenfallConfig, path: string): string {
  return config.baseUrl.replace(/\/openai\/v1$/, `/v1${path}`)
}

/**
 * All that a call says about itself. The client's own headers are left out: they describe this machine, and hold
 * whatever OPENAI_CUSTOM_HEADERS says on it.
 */
function headersOf(config: LumenfallConfig, call: Call): Headers {
  const headers = new Headers(call.headers)
  headers.set('accept', 'application/json')
  headers.set('authorization', `Bearer ${config.apiKey}`)
  headers.set('user-agent', 'Atelier')
  if (call.body) headers.set('content-type', isForm(call.body) ? call.body.contentType : 'application/json')
  return headers
}

const isForm = (body: object | Form): body is Form => 'bytes' in body && body.bytes instanceof Uint8Array

/** What `openai` makes of a body of ours: text, or bytes that it leaves as they are. */
const isSendable = (body: unknown): body is string | Uint8Array =>
  typeof body === 'string' || body instanceof Uint8Array

/** `openai` counts its own time from the call; ours is the only limit that shall count. */
const sdkTimeoutMs = 24 * 60 * 60_000

/**
 * Sends through the `openai` client (its URL rules and bodies, `maxRetries: 0`), and keeps the answer by our own
 * transport, because the client would read an unbounded body and follow redirects. Throws TransportError.
 */
export async function callLumenfall(
  config: LumenfallConfig,
  call: Call,
  limits: Limits,
  record: Recorder,
): Promise<void> {
  let outcome: Promise<void> | undefined
  const client = new OpenAI({
    apiKey: config.apiKey,
    baseURL: config.baseUrl,
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: 'off',
    fetch: async (url, init) => {
      outcome = exchange(
        {
          url: url instanceof Request ? url.url : url.toString(),
          method: init?.method ?? 'GET',
          headers: headersOf(config, call),
          body: isSendable(init?.body) ? init.body : null,
          ...limits,
        },
        record,
      )
      await outcome
      return new Response(null, { status: 204 })
    },
  })
  const { method, path, query, body } = call
  const options = { ...(query && { query }), ...(body && { body: isForm(body) ? body.bytes : body }) }
  const sent = client[method](path, options).asResponse()
  await sent.catch((error: unknown) => {
    if (!outcome) throw error
  })
  await outcome
}
