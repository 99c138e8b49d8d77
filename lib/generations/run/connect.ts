import type { Upstream } from '#lib/upstream/port.ts'
import type { Attempt } from './attempt.ts'
import type { WorkerContext } from './context.ts'

/**
 * The upstream that an attempt is made with: the team's own, where it has a key; with the key that it has now, where
 * that was replaced meanwhile. Null where nobody has a key for it any more.
 */
export async function connectionOf(
  ctx: WorkerContext,
  { credentialId, teamId }: Pick<Attempt, 'credentialId' | 'teamId'>,
): Promise<Upstream | null> {
  if (credentialId === null) return ctx.upstream
  const own = await ctx.open(credentialId)
  if (own) return own
  const present = await ctx.keyOf(teamId)
  return present === null ? null : ctx.open(present)
}

/** Whether the key that an attempt was made with is still there: another one's log may be another account's. */
export const isSameKey = async (ctx: WorkerContext, { credentialId }: Attempt): Promise<boolean> =>
  credentialId === null || (await ctx.open(credentialId)) !== null

/** For what needs no key: every Lumenfall is read alike. */
export const readerOf = async (ctx: WorkerContext, attempt: Attempt): Promise<Upstream> =>
  (await connectionOf(ctx, attempt)) ?? ctx.upstream
