import { v7 as uuid } from 'uuid'
import type { Role } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { AppError } from '#lib/errors.ts'
import type { ArchivedPerson } from '../schema.ts'

/** Somebody of an archive, on this server. */
export interface Somebody {
  archived: ArchivedPerson
  userId: string
  /** They can sign in here, so they are in the team as they were. */
  isHere: boolean
  role: Role
}

/** A new account for whoever is not here: their name, and no way in. */
const aNobody = (archived: ArchivedPerson): Somebody => ({
  archived,
  userId: uuid(),
  isHere: false,
  role: archived.role,
})

/**
 * Who the people of an archive are here: by their e-mail address. `ownerEmail` is an account that owns the new team,
 * whether it was in the old one or not. Throws AppError `invalid` where nobody could open the team.
 */
export async function matchPeople(
  people: readonly ArchivedPerson[],
  ownerEmail: string | null,
): Promise<{ known: Somebody[]; ownerId: string | null }> {
  const emails = people.flatMap(({ email }) => email ?? [])
  const found = await db.user.findMany({
    where: { email: { in: [...emails, ...(ownerEmail === null ? [] : [ownerEmail])] }, anonymisedAt: null },
    select: { id: true, email: true, passwordHash: true, accounts: { select: { id: true }, take: 1 } },
  })
  const byEmail = new Map(found.map((user) => [user.email, user]))
  const ownerId = ownerEmail === null ? null : (byEmail.get(ownerEmail)?.id ?? null)
  if (ownerEmail !== null && ownerId === null)
    throw new AppError(
      'invalid',
      `Nobody has an account with the address ${ownerEmail}. Nothing was imported.`,
    )
  const known = people.map((archived): Somebody => {
    const user = archived.email === null ? undefined : byEmail.get(archived.email)
    if (!user) return aNobody(archived)
    const isHere = user.passwordHash !== null || user.accounts.length > 0
    const role = user.id === ownerId ? 'owner' : archived.role
    return { archived, userId: user.id, isHere, role }
  })
  const isOwned = known.some((each) => each.isHere && each.role === 'owner' && each.archived.leftAt === null)
  if (!isOwned && ownerId === null)
    throw new AppError(
      'invalid',
      'None of the archive’s owners has an account on this server. Say who is to own the team: npm run team:import -- <file> --owner ada@example.com',
    )
  return { known, ownerId }
}

/** The team's people as members who left: nobody is in it before all is there. */
export async function addPeople(
  tx: Prisma.TransactionClient,
  teamId: string,
  { known, ownerId }: { known: readonly Somebody[]; ownerId: string | null },
): Promise<void> {
  const there = await tx.user.findMany({
    where: { id: { in: known.map(({ userId }) => userId) } },
    select: { id: true },
  })
  const isThere = new Set(there.map(({ id }) => id))
  await tx.user.createMany({
    data: known
      .filter(({ userId }) => !isThere.has(userId))
      .map(({ userId, archived: { email, name } }) => ({
        id: userId,
        name,
        email: email ?? `${userId}@nobody.invalid`,
        anonymisedAt: email === null ? new Date() : null,
      })),
  })
  const leftAt = new Date()
  await tx.membership.createMany({
    data: known.map(({ userId, role, archived: { joinedAt } }) => ({
      id: uuid(),
      teamId,
      userId,
      role,
      leftAt,
      joinedAt: new Date(joinedAt),
    })),
  })
  if (ownerId !== null && known.every(({ userId }) => userId !== ownerId))
    await tx.membership.create({ data: { id: uuid(), teamId, userId: ownerId, role: 'owner', leftAt } })
}

/** From here on they are in the team again: who can sign in here and had not left. */
export async function letPeopleIn(
  tx: Prisma.TransactionClient,
  teamId: string,
  { known, ownerId }: { known: readonly Somebody[]; ownerId: string | null },
): Promise<number> {
  for (const { archived, userId } of known)
    if (archived.leftAt !== null)
      await tx.membership.updateMany({
        where: { teamId, userId },
        data: { leftAt: new Date(archived.leftAt) },
      })
  const back = known.filter(({ isHere, archived }) => isHere && archived.leftAt === null)
  const ids = [...back.map(({ userId }) => userId), ...(ownerId === null ? [] : [ownerId])]
  const { count } = await tx.membership.updateMany({
    where: { teamId, userId: { in: ids } },
    data: { leftAt: null },
  })
  return count
}
