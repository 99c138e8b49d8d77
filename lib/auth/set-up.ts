import 'server-only'
import { v7 as uuid } from 'uuid'
import { writeAudit } from '#lib/audit/run.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { hashPassword } from './password.ts'
import type { SetUp } from './schema.ts'
import { isTimeZone } from './schema.ts'
import { toSlug } from './slug.ts'
import { isSetUpCode, needsSetUpCode } from './set-up-code.ts'
import { tryOnce } from './throttle.ts'

/** Any number will do: one set-up at a time. */
const setUpLock = 72_651_003

/** Nobody has an account yet. Once somebody has, this is false for ever. */
export async function needsSetUp(): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) === null
}

const isDone = () => new AppError('conflict', 'This server is set up already. Sign in instead.')

async function requireCode(code: string, address: string): Promise<void> {
  if (!needsSetUpCode()) return
  const isRight = await tryOnce({ address, account: 'set-up' }, async () => isSetUpCode(code) || null)
  if (!isRight)
    throw new AppError('forbidden', 'This is not the code that the server printed when it started.')
}

/**
 * Makes the first account, which is the server's admin, and the first team, which it owns. `address` is the client's.
 * Throws AppError `forbidden` (wrong code), `throttled` (too many wrong codes), `conflict` (it was done already).
 */
export async function setUp(input: SetUp, address: string): Promise<{ teamSlug: string }> {
  // Asked again under the lock; here it keeps whoever comes later from making the server work.
  if (!(await needsSetUp())) throw isDone()
  await requireCode(input.code, address)
  const passwordHash = await hashPassword(input.password)
  const timeZone = isTimeZone(input.timeZone) ? input.timeZone : 'UTC'
  const team = { id: uuid(), slug: toSlug(input.teamName), name: input.teamName, timeZone }
  const userId = uuid()
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${setUpLock})::text`
    if (await tx.user.findFirst({ select: { id: true } })) {
      throw isDone()
    }
    await tx.user.create({
      data: { id: userId, email: input.email, name: input.name, passwordHash, isAdmin: true, timeZone },
    })
    await tx.team.create({ data: team })
    await tx.membership.create({ data: { id: uuid(), teamId: team.id, userId, role: 'owner' } })
    await writeAudit(tx, {
      teamId: team.id,
      actorId: userId,
      action: 'server.set_up',
      subject: `team:${team.id}`,
    })
  })
  return { teamSlug: team.slug }
}
