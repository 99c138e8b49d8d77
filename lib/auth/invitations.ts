import 'server-only'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { writeAudit } from '#lib/audit/run.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import type { LetIn, Newcomer } from './accounts.ts'
import { createAccount } from './accounts.ts'
import { hashOneTime, oneTimeSecretSchema } from './one-time.ts'
import { hashPassword } from './password.ts'
import type { NewAccount, Person } from './schema.ts'
import { roles } from './schema.ts'
import { countMiss } from './throttle.ts'

// Whoever opens an invitation may be nobody yet: what it says and lets them do is decided here, by its secret.

/** What an invitation says to whoever opens it. */
export interface Invited {
  teamSlug: string
  teamName: string
  role: (typeof roles)[number]
  /** Whom it is for; null for whoever has the link. */
  email: string | null
  by: string | null
}

const invitedRows = z.array(
  z.object({
    teamSlug: z.string(),
    teamName: z.string(),
    role: z.enum(roles),
    email: z.string().nullable(),
    by: z.string().nullable(),
  }),
)

/** What an invitation says; null for one that lets nobody in: unknown, used, ended and revoked alike. Counted as a miss. */
export async function findInvitation(secret: string, address: string): Promise<Invited | null> {
  const parsed = oneTimeSecretSchema.safeParse(secret)
  const rows = parsed.success
    ? await db.$queryRaw`
        SELECT t."slug" AS "teamSlug", t."name" AS "teamName", o."role", o."email", u."name" AS "by"
        FROM "OneTimeToken" o JOIN "Team" t ON t."id" = o."teamId" LEFT JOIN "User" u ON u."id" = o."createdById"
        WHERE o."hash" = ${hashOneTime(parsed.data)} AND o."kind" = 'invite' AND o."revokedAt" IS NULL
          AND o."expiresAt" > now() AND coalesce(o."usesLeft", 1) > 0`
    : []
  const [found] = invitedRows.parse(rows)
  if (found) return found
  await countMiss(address)
  return null
}

type Transaction = Prisma.TransactionClient

const usedRows = z.array(
  z.object({
    id: z.uuid(),
    teamId: z.uuid(),
    teamSlug: z.string(),
    role: z.enum(roles),
    email: z.string().nullable(),
  }),
)

const noLonger = () =>
  new AppError('not_found', 'This invitation lets nobody in any more. Ask for another one.')

/** Takes one use of an invitation, in the transaction of what it is used for. */
async function takeInvitation(tx: Transaction, secret: string) {
  const rows = await tx.$queryRaw`
    UPDATE "OneTimeToken" o SET "usesLeft" = o."usesLeft" - 1 FROM "Team" t
    WHERE o."hash" = ${hashOneTime(secret)} AND o."kind" = 'invite' AND o."revokedAt" IS NULL
      AND o."expiresAt" > now() AND coalesce(o."usesLeft", 1) > 0 AND t."id" = o."teamId"
    RETURNING o."id", o."teamId", t."slug" AS "teamSlug", o."role", o."email"`
  const [used] = usedRows.parse(rows)
  if (!used) throw noLonger()
  return used
}

type Used = Awaited<ReturnType<typeof takeInvitation>>

/** Puts somebody into the team; whoever had left comes back to what is theirs. */
async function enter(tx: Transaction, { id, teamId, role }: Used, userId: string): Promise<void> {
  const fresh = { role, joinedAt: new Date(), leftAt: null }
  await tx.membership.upsert({
    where: { teamId_userId: { teamId, userId } },
    create: { id: uuid(), teamId, userId, ...fresh },
    update: fresh,
  })
  await writeAudit(tx, {
    teamId,
    actorId: userId,
    action: 'member.join',
    subject: `user:${userId}`,
    detail: { invitation: id, role },
  })
}

/**
 * Somebody who is signed in accepts an invitation. Who is in the team already stays what they are, and uses nothing.
 * Throws AppError `not_found` for one that lets nobody in, `forbidden` for one that is somebody else's.
 */
export async function acceptInvitation(person: Person, secret: string): Promise<{ teamSlug: string }> {
  return db.$transaction(async (tx) => {
    const used = await takeInvitation(tx, secret)
    const { email } = await tx.user.findUniqueOrThrow({
      where: { id: person.userId },
      select: { email: true },
    })
    if (used.email !== null && used.email !== email)
      throw new AppError('forbidden', `This invitation is for ${used.email}. Sign in with that address.`)
    const member = await tx.membership.findFirst({
      where: { teamId: used.teamId, userId: person.userId, leftAt: null },
      select: { id: true },
    })
    if (member) await giveBack(tx, used.id)
    else await enter(tx, used, person.userId)
    return { teamSlug: used.teamSlug }
  })
}

const giveBack = (tx: Transaction, id: string) =>
  tx.$executeRaw`UPDATE "OneTimeToken" SET "usesLeft" = "usesLeft" + 1 WHERE "id" = ${id}::uuid`

/**
 * Makes an account for whoever has an invitation, in its team, in the transaction of what else belongs to it. Throws
 * AppError `not_found` for one that lets nobody in, `forbidden` for another address than it was sent to.
 */
export async function createInvited(
  tx: Transaction,
  secret: string,
  newcomer: Newcomer,
  letIn: LetIn,
): Promise<{ userId: string; teamSlug: string; path: string }> {
  const used = await takeInvitation(tx, secret)
  if (used.email !== null && used.email !== newcomer.email)
    throw new AppError('forbidden', `This invitation is for ${used.email}.`)
  const userId = await createAccount(tx, newcomer, letIn)
  await enter(tx, used, userId)
  const { teamSlug } = used
  return { userId, teamSlug, path: `/t/${teamSlug}/playground` }
}

/** The same for who chooses a password. Throws AppError `conflict` where there is an account of this address, too. */
export async function createInvitedAccount(
  secret: string,
  { name, email, password, timeZone }: NewAccount,
): Promise<{ teamSlug: string }> {
  const newcomer = { name, email, passwordHash: await hashPassword(password), timeZone }
  try {
    return await db.$transaction((tx) => createInvited(tx, secret, newcomer, { by: 'invitation' }))
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new AppError(
      'conflict',
      'There is an account with this e-mail address. Sign in with it, and open this link again.',
    )
  }
}
