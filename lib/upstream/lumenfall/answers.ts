import type { z } from 'zod'
import type { Answer, AnsweredImage, AnswerHead, Receipt } from '../port.ts'
import { decodeBase64, retryAfterOf } from '../reading.ts'
import type { FailureCode } from '../schema.ts'
import { generationBody, toMicros } from './bodies.ts'
import type { ParsedAnswer } from './slices.ts'
import { parseAnswer } from './slices.ts'

type Body = z.infer<typeof generationBody>

/**
 * What each documented code means to us (docs.lumenfall.ai/api-reference/errors and the agent skill's error
 * reference). `free`: an answer with this code surely cost nothing. INTERNAL_ERROR is not among them: nobody says
 * whether it comes before or after the provider was paid, so the request log decides.
 */
const codes = new Map<string, { failure: FailureCode; free: boolean }>(
  Object.entries({
    AUTHENTICATION_FAILED: { failure: 'key_refused', free: true },
    INSUFFICIENT_BALANCE: { failure: 'insufficient_balance', free: true },
    INVALID_REQUEST: { failure: 'invalid_request', free: true },
    CONTENT_POLICY_VIOLATION: { failure: 'content_policy', free: true },
    MODEL_NOT_FOUND: { failure: 'model_gone', free: true },
    MODEL_DISABLED: { failure: 'model_gone', free: true },
    RATE_LIMITED: { failure: 'rate_limited', free: true },
    ALL_PROVIDERS_EXHAUSTED: { failure: 'providers_exhausted', free: true },
    UPSTREAM_ERROR: { failure: 'provider_error', free: true },
    RECORDING_NOT_FOUND: { failure: 'upstream_error', free: true },
    INTERNAL_ERROR: { failure: 'upstream_error', free: false },
  }),
)

/** For an error that carries no code we know. The vendor's CLI takes 403 as a refused key, like 401. */
const statuses: Record<number, { failure: FailureCode; free: boolean }> = {
  400: { failure: 'invalid_request', free: true },
  401: { failure: 'key_refused', free: true },
  402: { failure: 'insufficient_balance', free: true },
  403: { failure: 'key_refused', free: true },
  404: { failure: 'model_gone', free: true },
  422: { failure: 'invalid_request', free: true },
  429: { failure: 'rate_limited', free: true },
}

const unclear = { failure: 'upstream_error', free: false } as const

function errorOf(body: Body): { code: string | null; message: string } | null {
  if (body.error) return { code: body.error.code ?? body.error_code, message: body.error.message }
  if (body.error_code) return { code: body.error_code, message: body.message ?? '' }
  return null
}

const first = (...values: (string | null | undefined)[]) => values.find((value) => value != null) ?? null

function receiptOf({ status, headers }: AnswerHead, body: Body | null): Receipt {
  const metadata = body?.metadata
  return {
    httpStatus: status,
    code: body ? first(errorOf(body)?.code) : null,
    upstreamRequestId: first(headers['x-lumenfall-request-id'], body?.id),
    executedModel: first(metadata?.executed_model, headers['x-lumenfall-model']),
    provider: first(metadata?.provider, headers['x-lumenfall-provider']),
    costMicros: metadata ? toMicros(metadata.cost) : null,
  }
}

function toImage(item: NonNullable<Body['data']>[number], decoded: ParsedAnswer['decoded']): AnsweredImage {
  const revisedPrompt = item.revised_prompt
  if (item.b64_json) {
    const bytes = decoded.get(item.b64_json) ?? decodeBase64(item.b64_json)
    return bytes ? { kind: 'bytes', bytes, revisedPrompt } : { kind: 'unreadable', revisedPrompt }
  }
  return item.url ? { kind: 'url', url: item.url, revisedPrompt } : { kind: 'unreadable', revisedPrompt }
}

function readError(head: AnswerHead, body: Body, receipt: Receipt): Answer {
  const { code, message } = errorOf(body) ?? { code: null, message: '' }
  const meaning = (code ? codes.get(code) : undefined) ?? statuses[head.status] ?? unclear
  const { failure } = meaning
  if (!meaning.free) return { kind: 'unknown', failure, message, receipt }
  const kind = failure === 'content_policy' ? 'refused' : 'failed'
  return { kind, failure, message, retryAfterSeconds: retryAfterOf(head), receipt }
}

/**
 * Reads what `POST /images/generations` (or `/edits`) answered. Codes decide, never message texts; a 200 with an
 * error inside is an error; fewer images than asked is fine. Whatever cannot be understood is `unknown`.
 */
export function readAnswer(head: AnswerHead, bytes: Buffer): Answer {
  const { json, decoded } = parseAnswer(bytes)
  const parsed = generationBody.safeParse(json)
  const body = parsed.success ? parsed.data : null
  const receipt = receiptOf(head, body)
  if (!body) return { kind: 'unknown', failure: 'unreadable_answer', message: '', receipt }
  const isSuccess = head.status >= 200 && head.status < 300
  if (errorOf(body) || head.status >= 400) return readError(head, body, receipt)
  if (!isSuccess || !body.data) return { kind: 'unknown', failure: 'unreadable_answer', message: '', receipt }
  return { kind: 'images', images: body.data.map((item) => toImage(item, decoded)), receipt }
}
