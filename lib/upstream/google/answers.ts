import { z } from 'zod'
import type { Answer, AnsweredImage, AnswerHead, Receipt } from '../port.ts'
import { decodeBase64, parseJson, retryAfterOf } from '../reading.ts'
import type { DirectName, FailureCode } from '../schema.ts'

// As tolerant as it can be: a field that is missing or of another type is as good as absent.

const text = z.string().nullable().catch(null)

const predictionSchema = z.looseObject({
  bytesBase64Encoded: text,
  /** The prompt that it was drawn from, where Google rewrote it. */
  prompt: text,
  raiFilteredReason: text,
  contentType: text,
})

type Prediction = z.infer<typeof predictionSchema>

/** google.rpc.Status, as every Google API has it (AIP-193). */
const errorSchema = z
  .looseObject({
    message: text,
    status: text,
    details: z.array(z.looseObject({ reason: text, retryDelay: text })).catch([]),
  })
  .transform(({ message, status, details }) => ({
    message: message ?? '',
    status,
    reason: details.find(({ reason }) => reason !== null)?.reason ?? null,
    retryDelay: details.find(({ retryDelay }) => retryDelay !== null)?.retryDelay ?? null,
  }))

type GoogleError = z.infer<typeof errorSchema>

/** An error that says nothing. */
const silent: GoogleError = { message: '', status: null, reason: null, retryDelay: null }

const answerSchema = z.looseObject({
  predictions: z.array(predictionSchema).nullable().catch(null),
  error: errorSchema.nullable().catch(null),
})

interface Meaning {
  failure: FailureCode
  /** Whether it surely cost nothing. */
  free: boolean
}

const free = (failure: FailureCode): Meaning => ({ failure, free: true })

/** Google's codes that are said before any work begins, whatever the HTTP status. */
const refusals = new Map<string, Meaning>([
  ['INVALID_ARGUMENT', free('invalid_request')],
  ['OUT_OF_RANGE', free('invalid_request')],
  // Such as a country that the Gemini API does not serve: another way of calling may do.
  ['FAILED_PRECONDITION', free('provider_error')],
  ['UNIMPLEMENTED', free('provider_error')],
  ['UNAUTHENTICATED', free('key_refused')],
  ['PERMISSION_DENIED', free('key_refused')],
  ['NOT_FOUND', free('model_gone')],
  ['RESOURCE_EXHAUSTED', free('rate_limited')],
])

/** For an error that carries none of Google's codes. */
const statuses: Record<number, Meaning> = {
  400: free('invalid_request'),
  401: free('key_refused'),
  403: free('key_refused'),
  404: free('model_gone'),
  429: free('rate_limited'),
}

/**
 * Codes of work that has begun. Vertex AI: only requests that are answered 200 are charged
 * (cloud.google.com/vertex-ai/generative-ai/pricing). The Gemini API says it of 400 and 500 alone
 * (ai.google.dev/gemini-api/docs/billing), and 503 is a server that has no room; what else it may answer is not said
 * to be free, and nobody can be asked. An answer without Google's code may be anybody's on the way, and says nothing of
 * what Google did.
 */
function meaningOfWork(name: DirectName, { status: httpStatus }: AnswerHead, status: string | null): Meaning {
  if (status === null) return { failure: 'upstream_error', free: false }
  const isFree = name === 'vertex' || ['INTERNAL', 'UNAVAILABLE'].includes(status)
  return { failure: 'provider_error', free: httpStatus >= 400 && isFree }
}

/**
 * How Google words a prompt that its filter refused: it is an INVALID_ARGUMENT like any other, and has no code of its
 * own but for the support codes.
 */
const filteredPrompt = /Responsible AI|usage guidelines|support codes?:/i

function meaningOf(name: DirectName, head: AnswerHead, { status, reason, message }: GoogleError): Meaning {
  // A wrong key is a 400 there.
  if (reason?.startsWith('API_KEY_')) return free('key_refused')
  const known = (status === null ? undefined : refusals.get(status)) ?? statuses[head.status]
  if (known?.failure === 'invalid_request' && filteredPrompt.test(message)) return free('content_policy')
  return known ?? meaningOfWork(name, head, status)
}

/** google.rpc.RetryInfo: "37s". */
function retryDelayOf({ retryDelay }: GoogleError): number | null {
  const seconds = Number(/^(\d{1,6}(?:\.\d{1,9})?)s$/.exec(retryDelay ?? '')?.[1] ?? 0)
  return seconds > 0 ? seconds : null
}

function readError(name: DirectName, head: AnswerHead, error: GoogleError, receipt: Receipt): Answer {
  const { failure, free: isFree } = meaningOf(name, head, error)
  const { message } = error
  if (!isFree) return { kind: 'unknown', failure, message, receipt }
  const kind = failure === 'content_policy' ? 'refused' : 'failed'
  const retryAfterSeconds = retryAfterOf(head) ?? retryDelayOf(error)
  return { kind, failure, message, retryAfterSeconds, receipt }
}

function toImage({ bytesBase64Encoded: encoded, prompt: revisedPrompt }: Prediction): AnsweredImage {
  const bytes = encoded === null ? null : decodeBase64(encoded)
  return bytes ? { kind: 'bytes', bytes, revisedPrompt } : { kind: 'unreadable', revisedPrompt }
}

/** Neither what was filtered, nor what is said of the prompt's safety after the pictures. */
const isPicture = ({ bytesBase64Encoded, raiFilteredReason, contentType }: Prediction) =>
  bytesBase64Encoded !== null || (raiFilteredReason === null && contentType !== 'Positive Prompt')

/** "You will not be charged for blocked images.": as long as it says so. */
const isSaidToBeFree = (reason: string) => /not be charged/i.test(reason)

function readPredictions(predictions: Prediction[], receipt: Receipt): Answer {
  const pictures = predictions.filter(isPicture)
  if (pictures.length > 0) return { kind: 'images', images: pictures.map(toImage), receipt }
  const reasons = [...new Set(predictions.flatMap(({ raiFilteredReason }) => raiFilteredReason ?? []))]
  // Nothing, and not a word why, though it was asked for: nobody says that it was free.
  if (reasons.length === 0) return unreadable(receipt)
  const costMicros = reasons.every(isSaidToBeFree) ? 0 : null
  return {
    kind: 'refused',
    failure: 'content_policy',
    message: reasons.join(' '),
    retryAfterSeconds: null,
    receipt: { ...receipt, costMicros },
  }
}

const unreadable = (receipt: Receipt): Answer => ({
  kind: 'unknown',
  failure: 'unreadable_answer',
  message: '',
  receipt,
})

function receiptOf(name: DirectName, { status: httpStatus }: AnswerHead, error: GoogleError | null): Receipt {
  const code = error?.reason ?? error?.status ?? null
  const unsaid = { upstreamRequestId: null, executedModel: null, costMicros: null }
  return { httpStatus, code, provider: name, ...unsaid }
}

/**
 * Reads what Google's `:predict` answered. Some filtered: fewer images than asked; all: refused. What images cost is not
 * said. Whatever cannot be understood is `unknown`. Pure; never throws.
 */
export function readPrediction(name: DirectName, head: AnswerHead, bytes: Buffer): Answer {
  const { data: body } = answerSchema.safeParse(parseJson(bytes))
  const receipt = receiptOf(name, head, body?.error ?? null)
  if (!body) return unreadable(receipt)
  if (body.error || head.status >= 400) return readError(name, head, body.error ?? silent, receipt)
  const isSuccess = head.status >= 200 && head.status < 300
  return isSuccess && body.predictions ? readPredictions(body.predictions, receipt) : unreadable(receipt)
}
