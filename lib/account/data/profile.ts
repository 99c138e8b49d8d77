import 'server-only'
import type { Person } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Account, Profile } from '../schema.ts'
import { accountSchema } from '../schema.ts'

/** What a person's account says about them. */
export async function getAccount(person: Person): Promise<Account> {
  const select = { name: true, email: true, timeZone: true }
  return accountSchema.parse(await db.user.findUniqueOrThrow({ where: { id: person.userId }, select }))
}

export async function updateProfile(person: Person, profile: Profile): Promise<void> {
  const { name, timeZone } = profile
  await db.user.update({ where: { id: person.userId }, data: { name, timeZone }, select: { id: true } })
}
