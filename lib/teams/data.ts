import 'server-only'
import type { Person } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'

/** The teams that a person is a member of, by name. */
export async function listTeams(person: Person): Promise<{ slug: string; name: string }[]> {
  return db.team.findMany({
    where: { memberships: { some: { userId: person.userId, leftAt: null } } },
    orderBy: { name: 'asc' },
    select: { slug: true, name: true },
  })
}
