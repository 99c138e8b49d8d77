import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { cached } from '#lib/cache.ts'
import { env } from '#lib/env.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import { chatModel, upstream } from '#lib/upstream/upstream.ts'
import type { UpstreamState } from '../schema.ts'

/** Where the vendor's own extension begins to warn. */
const lowMicros = 500_000

/** That the key is refused is an answer, too; anything else that fails is none. */
async function ask(): Promise<{ isRefused: boolean; micros: number | null }> {
  try {
    return { isRefused: false, ...(await upstream().balance()) }
  } catch (error) {
    if (error instanceof UpstreamError && error.failure === 'key_refused')
      return { isRefused: true, micros: null }
    throw error
  }
}

const answers = cached(ask, {
  name: "the account's balance",
  freshMs: 60_000,
  patienceMs: 2_000,
  retryMs: 30_000,
})

/**
 * Whether pictures can be paid for: with whose key, and for how long still. Asked at most once a minute for the whole
 * server, and never waited for longer than 2 s; where nobody can say, it says so. Never throws.
 */
export async function upstreamState(viewer: Viewer): Promise<UpstreamState> {
  const { environment } = upstream()
  const answer = await answers('balance')
  return {
    environment,
    key: keyOf(environment, answer),
    balance: balanceOf(answer),
    balanceMicros: viewer.isAdmin ? (answer?.micros ?? null) : null,
    // Not the stand-in's: nobody calls that from elsewhere.
    baseUrl: env.LUMENFALL_BASE_URL,
    canImprove: chatModel() !== null,
  }
}

type Answer = Awaited<ReturnType<typeof answers>>

function keyOf(environment: 'standin' | 'live', answer: Answer): UpstreamState['key'] {
  if (environment === 'standin') return 'missing'
  if (!answer) return 'unchecked'
  return answer.isRefused ? 'refused' : 'ok'
}

function balanceOf(answer: Answer): UpstreamState['balance'] {
  if (!answer || answer.isRefused) return 'unknown'
  return answer.micros !== null && answer.micros < lowMicros ? 'low' : 'ok'
}
