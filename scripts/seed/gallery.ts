import { v7 as uuid } from 'uuid'
import { hashPassword } from '#lib/auth/password.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { insertAround, insertMade } from './rows.ts'
import { storePool } from './pool.ts'

export const fixturePassword = 'correct horse battery'

interface Wishes {
  /** About so many. */
  images: number
  /** How many people make them, where the team is a new one. */
  members?: number
  /** An existing team, by its slug: its members get the images. */
  team?: string
  /** Said by a person, where that team was not made by this. */
  isConfirmed?: boolean
}

interface Seeded {
  team: string
  teamId: string
  images: number
  /** The owner's, who signs in with `fixturePassword`; null in a team that was there. */
  email: string | null
}

const isFixture = (settings: unknown) =>
  typeof settings === 'object' && settings !== null && 'isFixture' in settings

async function existingTeam(slug: string, isConfirmed: boolean) {
  const team = await db.team.findUnique({ where: { slug }, select: { id: true, slug: true, settings: true } })
  if (!team) throw new AppError('not_found', `There is no team ${slug}.`)
  if (!isConfirmed && !isFixture(team.settings))
    throw new AppError(
      'invalid',
      `${slug} has real pictures. Say --into-that-team to put invented ones among them.`,
    )
  const members = await db.membership.findMany({
    where: { teamId: team.id, leftAt: null, role: { not: 'guest' } },
    select: { userId: true },
  })
  return { team, people: members.map(({ userId }) => userId), email: null }
}

const names = ['Ada', 'Grace', 'Alan', 'Katherine', 'Linus', 'Barbara', 'Edsger', 'Radia', 'Ken', 'Hedy']

async function newTeam(members: number) {
  const id = uuid()
  const team = { id, slug: `fixture-${id.slice(-8)}` }
  const passwordHash = await hashPassword(fixturePassword)
  await db.team.create({ data: { ...team, name: 'Northwind Studio', settings: { isFixture: true } } })
  const users = Array.from({ length: members }, (_, at) => ({
    id: uuid(),
    email: `member-${at}@${team.slug}.test`,
    name: `${names[at % names.length]} ${at}`,
    passwordHash,
  }))
  await db.user.createMany({ data: users })
  await db.membership.createMany({
    data: users.map((user, at) => ({
      id: uuid(),
      teamId: id,
      userId: user.id,
      role: at === 0 ? 'owner' : 'member',
    })),
  })
  return { team, people: users.map((user) => user.id), email: users[0]?.email ?? null }
}

/**
 * Fills a gallery with invented pictures over two years, some days of which are very full: in a team of its own, or in
 * one that is named. Pictures, prompts, marks, tags and albums are as people have them; nothing is in the ledger.
 * Throws AppError `invalid` for a team with real pictures, unless it is confirmed.
 */
export async function seedGallery({
  images,
  members = 12,
  team: slug,
  isConfirmed = false,
}: Wishes): Promise<Seeded> {
  const { team, people, email } =
    slug === undefined ? await newTeam(members) : await existingTeam(slug, isConfirmed)
  const place = { teamId: team.id, people, pool: await storePool(team.id) }
  for (const part of scheduleOf(images)) await insertMade(place, part)
  await insertAround(place)
  await db.$executeRaw`ANALYZE`
  const count = await db.image.count({ where: { teamId: team.id } })
  return { team: team.slug, teamId: team.id, images: count, email }
}

export interface Part {
  generations: number
  from: Date
  to: Date
}

const dayMs = 24 * 60 * 60_000
const spanDays = 730
/** At most so many generations in one statement. */
const mostAtOnce = 10_000
/** Images of a very full day. */
const fullDay = 20_000

/** When how many are made, the oldest first; each generation has two images on the average. */
function scheduleOf(images: number): Part[] {
  const days = Math.max(1, Math.floor(images / 250_000))
  const onFullDays = Math.min(days * fullDay, images * 0.2)
  const start = Date.now() - spanDays * dayMs
  const stretch = (spanDays * dayMs) / days
  const parts: Part[] = []
  for (let at = 0; at < days; at++) {
    const [from, to] = [start + at * stretch, start + (at + 1) * stretch]
    const full = Math.floor((from + to) / 2 / dayMs) * dayMs
    const usual = (images - onFullDays) / days / 4
    parts.push(
      ...inParts(usual, from, full),
      ...inParts(onFullDays / days / 2, full + dayMs / 3, full + (dayMs * 2) / 3),
    )
    parts.push(...inParts(usual, full + dayMs, to))
  }
  return parts
}

function inParts(generations: number, from: number, to: number): Part[] {
  const count = Math.ceil(generations / mostAtOnce)
  const step = (to - from) / count
  return Array.from({ length: count }, (_, at) => ({
    generations: Math.round(generations / count),
    from: new Date(from + at * step),
    to: new Date(from + (at + 1) * step),
  }))
}
