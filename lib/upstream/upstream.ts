import { env } from '#lib/env.ts'
import { processWide } from '#lib/process-wide.ts'
import { readPrediction } from './google/answers.ts'
import { geminiUpstream } from './google/gemini.ts'
import { fetchNothing } from './google/predict.ts'
import type { VertexSecret } from './google/schema.ts'
import { vertexUpstream } from './google/vertex.ts'
import type { LumenfallOptions } from './lumenfall/adapter.ts'
import { lumenfall } from './lumenfall/adapter.ts'
import type { DirectUpstream, ImageUpstream, Upstream } from './port.ts'
import type { DirectName } from './schema.ts'

const holder = processWide('upstream', () => ({
  standin: null as { baseUrl: string; apiKey: string } | null,
}))

/** Where this process's stand-in answers. Called at start, when there is no key. */
export function installStandin(baseUrl: string, apiKey: string): void {
  holder.standin = { baseUrl, apiKey }
}

let current: Upstream | undefined

/**
 * The upstream that this server calls: Lumenfall when there is a key, the stand-in otherwise.
 * Throws when there is neither.
 */
export function upstream(): Upstream {
  current ??= lumenfall(optionsOf(connection()))
  return current
}

/** What reads the answers of a provider that was called directly, also when its key is gone. */
export const readerFor = (name: DirectName): Reader => ({
  read: (head, body) => readPrediction(name, head, body),
  fetchMedia: fetchNothing,
})

/** The Gemini API with a team's own key. */
export const geminiWith = (apiKey: string): DirectUpstream =>
  geminiUpstream({ apiKey, baseUrl: env.GEMINI_BASE_URL, maxAnswerBytes: env.MAX_ANSWER_BYTES })

/** Vertex AI with a team's own service account. */
export const vertexWith = ({ account, location }: VertexSecret): DirectUpstream =>
  vertexUpstream({
    account,
    location,
    baseUrl: env.VERTEX_BASE_URL,
    tokenUrl: env.GOOGLE_TOKEN_URL,
    maxAnswerBytes: env.MAX_ANSWER_BYTES,
  })

/** The upstream that a team calls with its own key, at the same address. Its pictures are paid for. */
export function ownUpstream(apiKey: string): Upstream {
  return lumenfall(optionsOf({ environment: 'live', apiKey, baseUrl: env.LUMENFALL_BASE_URL }))
}

/** What reads an answer. It needs no key. */
export type Reader = Pick<ImageUpstream, 'read' | 'fetchMedia'>

type Connected = Pick<LumenfallOptions, 'environment' | 'apiKey' | 'baseUrl'>

function optionsOf(connected: Connected): LumenfallOptions {
  return {
    ...connected,
    maxAnswerBytes: env.MAX_ANSWER_BYTES,
    recordsAnswers: env.LUMENFALL_REPLAY === 'record',
    // The API documents dry runs for generations alone: an edit that it took for a real one would be paid.
    canPriceEdits: connected.environment === 'standin' || env.LUMENFALL_EDIT_DRY_RUN === 'on',
  }
}

/** What the stand-in chats with. */
const standinChatModel = 'google/gemini-3-flash-preview'

/** The chat model that rewrites prompts there; null where none is configured. */
export function chatModelOf({ environment }: Pick<Upstream, 'environment'>): string | null {
  return environment === 'standin' ? standinChatModel : (env.IMPROVE_MODEL ?? null)
}

function connection(): Connected {
  if (env.LUMENFALL_API_KEY) {
    return { environment: 'live', apiKey: env.LUMENFALL_API_KEY, baseUrl: env.LUMENFALL_BASE_URL }
  }
  if (holder.standin) return { environment: 'standin', ...holder.standin }
  throw new Error('There is no upstream: neither LUMENFALL_API_KEY nor a stand-in.')
}
