import 'server-only'
import { v7 as uuid } from 'uuid'
import { writeAudit } from '#lib/audit/run.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { isTimeZone } from './schema.ts'

/** Somebody who is about to be somebody here. */
export interface Newcomer {
  name: string
  email: string
  /** Null for who comes by another way than a password. */
  passwordHash: string | null
  timeZone: string
}

/** What let them in: written down with the account. */
export interface LetIn {
  by: 'invitation' | 'domain'
  /** Who vouched for them; none where they chose a password. */
  provider?: string
}

/** Makes an account, in the transaction of what lets somebody have one. Returns its id. */
export async function createAccount(
  tx: Prisma.TransactionClient,
  newcomer: Newcomer,
  { by, provider }: LetIn,
): Promise<string> {
  const id = uuid()
  const timeZone = isTimeZone(newcomer.timeZone) ? newcomer.timeZone : 'UTC'
  const { name, email, passwordHash } = newcomer
  await tx.user.create({ data: { id, name, email, passwordHash, timeZone }, select: { id: true } })
  await writeAudit(tx, {
    teamId: null,
    actorId: id,
    action: 'account.create',
    subject: `user:${id}`,
    detail: { by, provider: provider ?? 'password' },
  })
  return id
}
