import 'server-only'
import { v7 as uuid } from 'uuid'
import { writeAudit } from '#lib/audit/run.ts'
import type { Person } from '#lib/auth/schema.ts'
import { toSlug } from '#lib/auth/slug.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import type { NewTeam } from '../schema/team.ts'

/** "spring", or with the next number where others are called so: "spring-2". */
async function freeSlug(name: string): Promise<string> {
  const base = toSlug(name).slice(0, 40)
  const taken = await db.team.findMany({
    where: { OR: [{ slug: base }, { slug: { startsWith: `${base}-` } }] },
    select: { slug: true },
  })
  const numbers = taken.flatMap(({ slug }) => {
    const rest = slug.slice(base.length + 1)
    return slug === base ? 1 : /^\d{1,6}$/.test(rest) ? Number(rest) : []
  })
  const last = Math.max(0, ...numbers)
  return last === 0 ? base : `${base}-${last + 1}`
}

/** So often somebody else may have taken the same one in between. */
const tries = 5

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
  for (let time = 0; time < tries; time++) {
    const slug = await freeSlug(team.name)
    try {
      await create(person, slug, team)
      return { slug }
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new AppError('conflict', 'Others are making teams of this name in this moment. Try again.')
}
