import type { Estimate, GenerationCall, Recorder, Upstream } from '../port.ts'
import { editPriceUnknown, UpstreamError } from '../port.ts'
import type { FailureCode } from '../schema.ts'
import { editPath, generationBodyOf, generationPath } from '../schema.ts'
import { exchange, inMemory, TransportError } from '../transport.ts'
import { findRequest, listRequests } from './account.ts'
import { readAnswer } from './answers.ts'
import { chat } from './chat.ts'
import { balanceBody, estimateBody, modelListBody } from './bodies.ts'
import type { LumenfallConfig } from './client.ts'
import { callLumenfall, nativeUrl } from './client.ts'
import { formOf } from './form.ts'
import { ask, askFor } from './questions.ts'

export interface LumenfallOptions extends LumenfallConfig {
  environment: 'standin' | 'live'
  /** Of a generation's answer, in bytes. */
  maxAnswerBytes: number
  /** Ask the upstream to record answers, so that a lost one can be had again. */
  recordsAnswers: boolean
  /** Ask for the price of edits by a dry run, which is documented for generations alone. */
  canPriceEdits: boolean
}

/** Of one picture in base64: a 4K PNG that is nearly noise. What is larger is refused before it fills the memory. */
const maxImageBytes = 32 * 1024 * 1024

/** Where Lumenfall hosts pictures, whichever provider made them; older documentation has the second. */
const mediaHosts = ['media.lumenfall.ai', 'storage.lumenfall.ai']

/** W3C trace context; the log has its trace id as `trace_id`. */
const traceparent = (traceId: string) => `00-${traceId}-${traceId.slice(0, 16)}-01`

/** Lumenfall, or a server that speaks its API. One place for everything that is particular about it. */
export function lumenfall(options: LumenfallOptions): Upstream {
  const { maxAnswerBytes } = options

  async function generate(
    call: GenerationCall,
    headers: Record<string, string>,
    signal: AbortSignal,
    record: Recorder,
  ) {
    // `user` makes the recorded body unique, so that a strict replay finds this answer and no other.
    const request = await requestOf(call, options.recordsAnswers ? { user: call.traceId } : {})
    return callLumenfall(
      options,
      { method: 'post', ...request, headers },
      { signal, maxBytes: Math.min(maxAnswerBytes, (call.n + 1) * maxImageBytes) },
      record,
    )
  }

  return {
    name: 'lumenfall',
    environment: options.environment,
    canReplay: options.recordsAnswers,
    canPriceEdits: options.canPriceEdits,
    send: (call, { signal, record }) => {
      const recording = options.recordsAnswers && { 'x-lumenfall-replay': 'record' }
      return generate(call, { traceparent: traceparent(call.traceId), ...recording }, signal, record)
    },
    // Without the trace: the request log would have two entries under it, and the newer one cost nothing.
    replay: (call, { signal, record }) =>
      generate(
        call,
        { 'x-lumenfall-replay': 'replay-or-error', 'x-lumenfall-replay-match': 'strict' },
        signal,
        record,
      ),
    read: readAnswer,
    fetchMedia: (url, signal) => fetchMedia(options, url, signal),
    estimate: (call) => estimate(options, call),
    chat: (question) => chat(options, question),
    listModels: () => askFor(options, modelListBody, { path: '/models' }),
    getModel: (modelId) => getModel(options, modelId),
    balance: async () => {
      const { available } = await askFor(options, balanceBody, { path: nativeUrl(options, '/balance') })
      // Below zero is a balance, too.
      return { micros: available.amount === null ? null : Math.round(available.amount * 1_000_000) }
    },
    listRequests: (span) => listRequests(options, span),
    findRequest: (traceId, sentAt) => findRequest(options, traceId, sentAt),
  }
}

/** Where a call goes and with what: as JSON, or with its pictures as a form. */
async function requestOf(call: Omit<GenerationCall, 'traceId'>, more: { user?: string } = {}) {
  const body = { ...generationBodyOf(call), ...more }
  return call.inputs.length === 0
    ? { path: generationPath, body }
    : { path: editPath, body: await formOf(body, call.inputs) }
}

async function estimate(options: LumenfallOptions, call: Omit<GenerationCall, 'traceId'>): Promise<Estimate> {
  if (call.inputs.length > 0 && !options.canPriceEdits)
    throw new UpstreamError('invalid_request', editPriceUnknown)
  const { total_cost_micros: micros, provider } = await askFor(options, estimateBody, {
    ...(await requestOf(call)),
    query: { dryRun: 'true' },
  })
  if (micros === null || micros < 0) throw new UpstreamError('unreadable_answer', 'The estimate has no cost.')
  return { micros: Math.round(micros), provider }
}

/** Asking elsewhere would end in the same way. */
const finalFailures: FailureCode[] = ['key_refused', 'unreachable', 'no_answer']

/** Under which of the two surfaces the schema is served is not documented: the first, then the second, then none. */
async function getModel(config: LumenfallConfig, modelId: string): Promise<unknown> {
  const path = `/models/${modelId.split('/').map(encodeURIComponent).join('/')}`
  for (const place of [path, nativeUrl(config, path)]) {
    const body = await ask(config, { path: place, query: { schema: 'true' } }).catch((error: unknown) => {
      if (!(error instanceof UpstreamError) || finalFailures.includes(error.failure)) throw error
      return null
    })
    if (typeof body === 'object' && body !== null) return body
  }
  throw new UpstreamError('model_gone', `The upstream describes no model ${modelId}.`)
}

async function fetchMedia(options: LumenfallOptions, url: string, signal: AbortSignal): Promise<Buffer> {
  const place = URL.parse(url)
  const own = new URL(options.baseUrl)
  const isHosted = place?.protocol === 'https:' && mediaHosts.includes(place.host)
  const allowed = isHosted || (place?.host === own.host && place.protocol === own.protocol)
  if (!allowed)
    throw new TransportError('unsent', `${place?.host ?? 'Nobody'} does not host the upstream's pictures.`)
  const memory = inMemory()
  const maxBytes = options.maxAnswerBytes
  await exchange({ url, method: 'GET', headers: new Headers(), body: null, signal, maxBytes }, memory.record)
  const { head, body } = memory.answer()
  if (head.status !== 200) throw new TransportError('broken', `The hosted picture answered ${head.status}.`)
  return body
}
