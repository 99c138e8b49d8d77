import 'server-only'
import type { Person, Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'

/** The teams that a person is a member of, by name. */
export async function listTeams(person: Person): Promise<{ slug: string; name: string }[]> {
  return db.team.findMany({
    where: { memberships: { some: { userId: person.userId, leftAt: null } } },
    orderBy: { name: 'asc' },
    select: { slug: true, name: true },
  })
}

/** What the pages of a team need to know of it. */
export async function getTeam(viewer: Viewer): Promise<{ name: string; timeZone: string }> {
  return db.team.findUniqueOrThrow({
    where: { id: viewer.teamId },
    select: { name: true, timeZone: true },
  })
}
