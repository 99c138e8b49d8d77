import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { writeAudit } from '#lib/audit/run.ts'
import { toSlug } from '#lib/auth/slug.ts'
import { db } from '#lib/db/client.ts'
import { releaseReservations, sql } from '#lib/db/sql.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { enqueue, previewQueue } from '#lib/jobs/queues.ts'
import type { ArchiveEnd, ArchiveHead } from '../schema.ts'
import { idsOf } from './ids.ts'
import type { Place } from './insert.ts'
import type { Somebody } from './people.ts'
import { addPeople, letPeopleIn, matchPeople } from './people.ts'

/** A team that is being filled: if nobody goes on with it, it is removed after so long. */
const longestRestMs = 10 * 60_000
const saidAgainMs = 60_000
const atOnce = 500

export interface NewTeam extends Place {
  slug: string
  name: string
  people: { known: Somebody[]; ownerId: string | null }
  said: number
}

export interface Imported {
  slug: string
  name: string
  /** Who is in it, and who is only named in it. */
  members: number
  named: number
  rows: Readonly<Record<string, number>>
  files: number
  /** What the storage had lost when the archive was written. */
  missing: number
}

const later = () => new Date(Date.now() + longestRestMs)

async function freeSlug(name: string): Promise<string> {
  const base = toSlug(name).slice(0, 40)
  for (let number = 1; number < 1_000; number++) {
    const slug = number === 1 ? base : `${base}-${number}`
    if (!(await db.team.findUnique({ where: { slug }, select: { id: true } }))) return slug
  }
  return `${base.slice(0, 30)}-${uuid().slice(-12)}`
}

/** Makes the team and its people; nobody is in it yet. Throws AppError `invalid`, `conflict`. */
export async function beginTeam(head: ArchiveHead, ownerEmail: string | null): Promise<NewTeam> {
  const { id: formerId, name, timeZone } = head.team
  const people = await matchPeople(head.people, ownerEmail)
  const settings = z.record(z.string(), z.json()).parse(head.team.settings)
  const team = { id: uuid(), slug: await freeSlug(name), name, timeZone, removeAt: later() }
  try {
    await db.$transaction(async (tx) => {
      await tx.team.create({ data: team })
      await tx.$executeRaw`
        UPDATE "Team" SET "settings" = ${JSON.stringify(settings)}::jsonb WHERE "id" = ${team.id}::uuid`
      await addPeople(tx, team.id, people)
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new AppError(
      'conflict',
      'Two people of the archive are one account here, or somebody else imports it too.',
    )
  }
  const members = new Map(people.known.map(({ archived, userId }) => [archived.id, userId]))
  const ids = idsOf(team.id, formerId, members)
  return { teamId: team.id, slug: team.slug, name, ids, later: [], people, said: Date.now() }
}

/** Says that somebody goes on with it. */
export async function keepAlive(team: NewTeam): Promise<void> {
  if (Date.now() - team.said < saidAgainMs) return
  team.said = Date.now()
  await db.team.updateMany({ where: { id: team.teamId }, data: { removeAt: later() } })
}

/** What the storage had lost is lost here, too; all else has come. */
async function requireFiles({ teamId }: NewTeam, { missing }: ArchiveEnd): Promise<void> {
  await db.file.updateMany({ where: { teamId, sha256: { in: missing } }, data: { state: 'stored' } })
  const left = await db.file.findFirst({ where: { teamId, state: 'writing' }, select: { sha256: true } })
  if (left) throw new AppError('invalid', `files/${left.sha256} is missing. Nothing was imported.`)
}

const idRows = z.array(z.object({ id: z.uuid() }))

/** What was reserved for what was under way is free again: nothing goes on here. */
async function releaseAll({ teamId }: NewTeam): Promise<void> {
  for (;;) {
    const rows = await db.$queryRaw`
      SELECT "generationId" AS "id" FROM "LedgerEntry"
      WHERE "teamId" = ${teamId}::uuid AND "kind" IN ('reserve', 'release')
      GROUP BY 1 HAVING sum("micros") > 0 LIMIT ${atOnce}`
    const ids = idRows.parse(rows).map(({ id }) => id)
    if (ids.length === 0) return
    const open = sql`(SELECT * FROM "Generation" WHERE "id" = ANY(${ids}::uuid[]))`
    await db.$executeRaw`${releaseReservations(
      ids.map(() => uuid()),
      open,
    )}`
  }
}

/** The server draws them, from its next moment or its next start on. */
async function askForPreviews({ teamId }: NewTeam): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const images = await db.image.findMany({
      where: { teamId, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: atOnce,
      select: { id: true },
    })
    const last = images.at(-1)
    if (!last) return
    await enqueue(
      db,
      previewQueue,
      images.map(({ id }) => ({ imageId: id })),
    )
    after = last.id
  }
}

/** All is there: the team is opened. Throws AppError `invalid`. */
export async function finishTeam(
  team: NewTeam,
  end: ArchiveEnd,
  came: Pick<Imported, 'rows' | 'files'>,
): Promise<Imported> {
  const { teamId, slug, name, people } = team
  await requireFiles(team, end)
  await releaseAll(team)
  await askForPreviews(team)
  const members = await db.$transaction(async (tx) => {
    const count = await letPeopleIn(tx, teamId, people)
    await tx.team.update({ where: { id: teamId }, data: { removeAt: null }, select: { id: true } })
    const subject = `team:${teamId}`
    const detail = { members: count, files: came.files }
    await writeAudit(tx, { teamId, actorId: null, action: 'team.import', subject, detail })
    return count
  })
  const named = people.known.filter(({ isHere }) => !isHere).length
  return { slug, name, members, named, ...came, missing: end.missing.length }
}
