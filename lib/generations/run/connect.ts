import type { Upstream } from '#lib/upstream/port.ts'
import type { Reader } from '#lib/upstream/upstream.ts'
import { readerFor } from '#lib/upstream/upstream.ts'
import type { Attempt } from './attempt.ts'
import type { WorkerContext } from './context.ts'

/**
 * The Lumenfall that an attempt is made with, or that is asked about it: the team's own, where it has a key; with the key that it has now, where
 * that was replaced meanwhile. Null where nobody has a key for it any more.
 */
export async function connectionOf(
  ctx: WorkerContext,
  { credentialId, teamId }: Pick<Attempt, 'credentialId' | 'teamId'>,
): Promise<Upstream | null> {
  if (credentialId === null) return ctx.upstream
  const own = await openLumenfall(ctx, credentialId)
  if (own) return own
  const present = await ctx.keyOf(teamId)
  return present === null ? null : openLumenfall(ctx, present)
}

async function openLumenfall(ctx: WorkerContext, credentialId: string): Promise<Upstream | null> {
  const own = await ctx.open(credentialId)
  return own?.name === 'lumenfall' ? own : null
}

/** Whether the key that an attempt was made with is still there: another one's log may be another account's. */
export const isSameKey = async (ctx: WorkerContext, { credentialId }: Attempt): Promise<boolean> =>
  credentialId === null || (await ctx.open(credentialId)) !== null

/** For what needs no key: every Lumenfall is read alike, and so is everybody else. */
export const readerOf = async (ctx: WorkerContext, attempt: Attempt): Promise<Reader> =>
  attempt.upstream === 'lumenfall'
    ? ((await connectionOf(ctx, attempt)) ?? ctx.upstream)
    : readerFor(attempt.upstream)
