import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import { toSlug } from '#lib/auth/slug.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { AppError } from '#lib/errors.ts'
import { storage } from '#lib/storage/storage.ts'
import { archivePolicy } from '../policy.ts'
import { archiveOf } from '../run/write.ts'
import type { ArchivedPerson, ArchiveHead } from '../schema.ts'
import { archiveFormat, archiveHeadSchema, archiveVersion } from '../schema.ts'

async function peopleOf({ teamId }: Viewer): Promise<ArchivedPerson[]> {
  const rows = await db.membership.findMany({
    where: { teamId },
    orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
    select: { role: true, joinedAt: true, leftAt: true, user: true },
  })
  return rows.map(({ role, joinedAt, leftAt, user }) => ({
    id: user.id,
    email: user.anonymisedAt ? null : user.email,
    name: user.name,
    role,
    joinedAt: joinedAt.toISOString(),
    leftAt: leftAt?.toISOString() ?? null,
  }))
}

async function headOf(viewer: Viewer, exportedAt: Date): Promise<ArchiveHead> {
  const team = await db.team.findUniqueOrThrow({
    where: { id: viewer.teamId },
    select: { id: true, name: true, timeZone: true, settings: true },
  })
  return archiveHeadSchema.parse({
    format: archiveFormat,
    version: archiveVersion,
    exportedAt: exportedAt.toISOString(),
    team,
    people: await peopleOf(viewer),
  })
}

export interface TeamArchive {
  filename: string
  stream: ReadableStream<Uint8Array>
}

/**
 * The whole team as one file, private pictures and what is in the trash included, without secrets and without what lets
 * somebody in. What comes while it is read is not in it. Throws AppError `forbidden`.
 */
export async function exportTeam(viewer: Viewer): Promise<TeamArchive> {
  if (!archivePolicy.export(viewer)) throw new AppError('forbidden', 'Only owners export the whole team.')
  const { teamId, userId } = viewer
  const startedAt = new Date()
  const head = await headOf(viewer, startedAt)
  await db.$transaction((tx) =>
    writeAudit(tx, { teamId, actorId: userId, action: 'team.export', subject: `team:${teamId}` }),
  )
  const people = head.people.map(({ id }) => id)
  const day = startedAt.toISOString().slice(0, 10)
  return {
    filename: `${toSlug(viewer.teamName)}-${day}.tar`,
    stream: archiveOf(storage(), head, { teamId, people, startedAt }),
  }
}
