import 'server-only'
import { may } from '#lib/auth/permissions.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { cached } from '#lib/cache.ts'
import { upstreamOf } from '#lib/credentials/run.ts'
import { env } from '#lib/env.ts'
import { UpstreamError } from '#lib/upstream/port.ts'
import type { FailureCode } from '#lib/upstream/schema.ts'
import { chatModelOf } from '#lib/upstream/upstream.ts'
import type { UpstreamState } from '../schema.ts'
import { accountOf, upstreamEnvironment } from './connection.ts'

/** Where the vendor's own extension begins to warn. */
const lowMicros = 500_000

const bad: Partial<Record<FailureCode, 'refused' | 'unreadable'>> = {
  key_refused: 'refused',
  key_missing: 'unreadable',
}

/** That the key does not work is an answer, too; anything else that fails is none. */
async function ask(
  account: string,
): Promise<{ key: 'ok' | 'refused' | 'unreadable'; micros: number | null }> {
  try {
    return { key: 'ok', ...(await (await upstreamOf(account)).balance()) }
  } catch (error) {
    const key = error instanceof UpstreamError ? bad[error.failure] : undefined
    if (key) return { key, micros: null }
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
 * Whether pictures can be paid for: with whose key, and for how long still. Asked at most once a minute for each
 * account, and never waited for longer than 2 s; where nobody can say, it says so. Never throws.
 */
export async function upstreamState(viewer: Viewer): Promise<UpstreamState> {
  const environment = upstreamEnvironment(viewer)
  const answer = await answers(accountOf(viewer))
  const isOwn = viewer.credentialId !== null
  const canSetKey = may(viewer, 'keys.manage')
  const isTheirs = isOwn ? canSetKey : viewer.isAdmin
  return {
    environment,
    key: environment === 'standin' ? 'missing' : (answer?.key ?? 'unchecked'),
    isOwn,
    canSetKey,
    balance: balanceOf(answer),
    balanceMicros: isTheirs ? (answer?.micros ?? null) : null,
    // Not the stand-in's: nobody calls that from elsewhere.
    baseUrl: env.LUMENFALL_BASE_URL,
    canImprove: chatModelOf({ environment }) !== null,
  }
}

type Answer = Awaited<ReturnType<typeof answers>>

function balanceOf(answer: Answer): UpstreamState['balance'] {
  if (answer?.key !== 'ok') return 'unknown'
  return answer.micros !== null && answer.micros < lowMicros ? 'low' : 'ok'
}
