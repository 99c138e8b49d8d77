import 'server-only'
import { v7 as uuid } from 'uuid'
import { writeAudit } from '#lib/audit/run.ts'
import type { Person } from '#lib/auth/schema.ts'
import { toSlug } from '#lib/auth/slug.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import type { NewTeam } from '../schema/team.ts'

/** "spring", "spring-2", …; after those one that nobody has. */
function* slugsFor(name: string): Generator<string> {
  const slug = toSlug(name).slice(0, 40)
  yield slug
  for (let number = 2; number < 20; number++) yield `${slug}-${number}`
  yield `${slug}-${uuid().slice(-6)}`
}

async function create(person: Person, slug: string, { name, timeZone }: NewTeam): Promise<void> {
  const id = uuid()
  await db.$transaction(async (tx) => {
    await tx.team.create({ data: { id, slug, name, timeZone } })
    await tx.membership.create({
      data: { id: uuid(), teamId: id, userId: person.userId, role: 'owner' },
    })
    const subject = `team:${id}`
    await writeAudit(tx, {
      teamId: id,
      actorId: person.userId,
      action: 'team.create',
      subject,
      detail: { name },
    })
  })
}

/**
 * Makes a team, which the person owns; for the server's admin alone. Its address is made of its name, and never
 * changes. Throws AppError `forbidden`.
 */
export async function createTeam(person: Person, team: NewTeam): Promise<{ slug: string }> {
  if (!person.isAdmin)
    throw new AppError('forbidden', 'Only whoever set the server up makes teams. Ask them.')
  for (const slug of slugsFor(team.name)) {
    try {
      await create(person, slug, team)
      return { slug }
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new AppError('conflict', 'There are many teams of this name. Choose another one.')
}
