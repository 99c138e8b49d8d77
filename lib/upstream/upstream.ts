import { env } from '#lib/env.ts'
import { processWide } from '#lib/process-wide.ts'
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

export function readerFor(name: DirectName): Reader {
  throw new Error(name)
}
export function geminiWith(apiKey: string): DirectUpstream {
  throw new Error(apiKey)
}
export function vertexWith(secret: { account: string; location: string }): DirectUpstream {
  throw new Error(secret.location)
}
export function readVertexKey(text: string): { private_key_id: string } | null {
  return text === '' ? null : { private_key_id: '' }
}
