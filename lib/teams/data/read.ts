import 'server-only'
import type { Person, Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { TeamDetail } from '../schema/team.ts'
import { teamDetailSchema, teamSettingsSchema } from '../schema/team.ts'

/** The teams that a person is a member of, by name. */
export async function listTeams(person: Person): Promise<{ slug: string; name: string }[]> {
  return db.team.findMany({
    where: { memberships: { some: { userId: person.userId, leftAt: null } } },
    orderBy: { name: 'asc' },
    select: { slug: true, name: true },
  })
}

/** What is set for a team as a whole. */
export async function getTeam(viewer: Viewer): Promise<TeamDetail> {
  const { settings, ...team } = await db.team.findUniqueOrThrow({
    where: { id: viewer.teamId },
    select: { slug: true, name: true, timeZone: true, settings: true },
  })
  return teamDetailSchema.parse({ ...team, models: teamSettingsSchema.parse(settings).models })
}
