import type { Answer, Call, JsonObject, Picture, WorkTerms } from '../contract.ts'
import { Interruption } from '../api/errors.ts'
import { jitter, strikeBeforeBilling } from '../api/paid-work.ts'
import { bytesOf } from '../http/deliver.ts'
import { wait } from '../http/wait.ts'
import type { RequestEntry } from '../records/request-entry.ts'
import { GoogleError, googleErrors } from './errors.ts'
import { filteredPredictions } from './filter.ts'
import { modelIn, toOrder, type Order } from './order.ts'
import type { GoogleState } from './state.ts'

/**
 * `:predict`: checked, worked on, and billed before a byte of the answer leaves; whether the client is still there makes
 * no difference (what Google does then is not known; this is the worst case). Pictures that are filtered are not billed.
 */
export async function predict(call: Call, state: GoogleState): Promise<Answer> {
  const { ledger } = state
  const entry = ledger.open({ ...describeCall(call), modality: 'image', logDelayMs: 0 })
  call.trail.requestId = entry.id
  try {
    const order = toOrder(call, state.api)
    ledger.start(entry.id, order.model.id)
    await strikeBeforeBilling(call)
    await wait(jitter(state.settings.latencyMs), state.stopping)
    const { answer, images } = await produce(order, entry, call, state)
    // A stand-in that stops has died: what it did not bill before stays unbilled.
    state.stopping.throwIfAborted()
    const responseBytes = bytesOf(answer).length
    ledger.bill(entry.id, { costMicros: order.model.unitMicros * images, images, responseBytes })
    return answer
  } catch (error) {
    ledger.fail(entry.id, toFailure(error))
    throw error
  }
}

async function produce(order: Order, entry: RequestEntry, call: Call, { studio, settings }: GoogleState) {
  const filtered = Math.min(order.count, filteredOf(call))
  const made = order.count - filtered
  const seeds = Array.from({ length: made }, (_, index) =>
    JSON.stringify([order.model.id, order.prompt, `#${entry.sequence}`, index]),
  )
  const { prompt, drawing } = order
  const drawn = await Promise.all(
    seeds.map((seed) => studio.draw({ ...drawing, prompt, seed }, { plain: settings.plain })),
  )
  const predictions = [
    ...drawn.map((picture) => toPrediction(strikePicture(call, picture), order)),
    ...filteredPredictions({ filtered, made }, order.isExplained),
    ...(order.saysSafety ? [POSITIVE_PROMPT] : []),
  ]
  const json = predictions.length === 0 ? {} : { predictions }
  return { answer: { status: 200, headers: {}, json }, images: made }
}

/** The scores are made up. */
const POSITIVE_PROMPT: JsonObject = {
  contentType: 'Positive Prompt',
  safetyAttributes: { categories: ['Violence'], scores: [0.1] },
}

function toPrediction({ bytes, contentType }: Picture, { prompt, isRewritten }: Order): JsonObject {
  return {
    bytesBase64Encoded: bytes.toString('base64'),
    mimeType: contentType,
    ...(isRewritten && { prompt: `${prompt}, as a quiet layered landscape` }),
  }
}

const strikePicture = (call: Call, picture: Picture): Picture =>
  call.faults.reduce((struck, { fault, argument }) => fault.picture?.(struck, argument) ?? struck, picture)

function filteredOf(call: Call): number {
  const usual: WorkTerms = {
    failingProviders: [],
    filtered: 0,
    logDelayMs: 0,
    mediaLifetimeMs: 0,
    answerUrls: false,
  }
  return call.faults.reduce((terms, { fault, argument }) => fault.terms?.(terms, argument) ?? terms, usual)
    .filtered
}

const describeCall = ({ pathname, keyId, rawBody }: Call) => ({
  endpoint: pathname,
  model: modelIn(pathname),
  keyId,
  traceId: null,
  user: null,
  requestBytes: rawBody.length,
})

function toFailure(error: unknown): Pick<RequestEntry, 'status' | 'errorCode' | 'errorMessage'> {
  if (error instanceof Interruption) return { status: error.logged, errorCode: null, errorMessage: null }
  const { code, message } = error instanceof GoogleError ? error : new GoogleError('INTERNAL', String(error))
  const status = googleErrors[code].status < 500 ? 'rejected' : 'upstream_failure'
  return { status, errorCode: code, errorMessage: message }
}
