import { rememberSecret, withoutSecrets } from '#lib/log.ts'
import type { DirectUpstream } from '../port.ts'
import { UpstreamError } from '../port.ts'
import { parseJson } from '../reading.ts'
import { exchange, inMemory, toUpstreamError, TransportError } from '../transport.ts'
import { readPrediction } from './answers.ts'
import { predictBodyOf } from './body.ts'
import { fetchNothing, predict } from './predict.ts'

export interface GeminiOptions {
  apiKey: string
  /** `https://generativelanguage.googleapis.com`, without a slash at the end. */
  baseUrl: string
  /** Of a generation's answer. */
  maxAnswerBytes: number
}

const name = 'gemini'
const questionLimits = { timeoutMs: 10_000, maxBytes: 1024 * 1024 }

/** The Gemini API (ai.google.dev/gemini-api/docs/imagen), with a team's own key. */
export function geminiUpstream(options: GeminiOptions): DirectUpstream {
  const { apiKey, baseUrl, maxAnswerBytes } = options
  rememberSecret(apiKey)
  const place = {
    name,
    modelUrl: (modelId: string) => `${baseUrl}/v1beta/models/${modelId}`,
    proof: async () => ({ 'x-goog-api-key': apiKey }),
    maxAnswerBytes,
  } as const
  return {
    name,
    environment: 'live',
    send: (call, how) => predict(place, call, how),
    read: (head, body) => readPrediction(name, head, body),
    objection: (call) => predictBodyOf(name, call).objection,
    fetchMedia: fetchNothing,
    check: () => check(options),
  }
}

/** Asks for the shortest list of models: it costs nothing, and wants a key. */
async function check({ apiKey, baseUrl }: GeminiOptions): Promise<void> {
  const { head, body } = await ask(`${baseUrl}/v1beta/models?pageSize=1`, { 'x-goog-api-key': apiKey })
  const answer = readPrediction(name, head, body)
  if (answer.kind === 'failed' || answer.kind === 'refused')
    throw new UpstreamError(answer.failure, withoutSecrets(answer.message))
  const json = parseJson(body)
  const isList = head.status === 200 && typeof json === 'object' && json !== null && !('error' in json)
  if (!isList) throw new UpstreamError('unreadable_answer', `The Gemini API answered ${head.status}.`)
}

async function ask(url: string, headers: Record<string, string>) {
  const memory = inMemory()
  const { timeoutMs, maxBytes } = questionLimits
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    await exchange(
      {
        url,
        method: 'GET',
        headers: new Headers({ ...headers, accept: 'application/json', 'user-agent': 'Atelier' }),
        body: null,
        signal,
        maxBytes,
      },
      memory.record,
    )
    return memory.answer()
  } catch (error) {
    throw error instanceof TransportError ? toUpstreamError(error) : error
  }
}
