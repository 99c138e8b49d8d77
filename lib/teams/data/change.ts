import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import type { TeamAction } from '#lib/audit/schema.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { AppError } from '#lib/errors.ts'
import { teamPolicy } from '../policy.ts'
import type { AllowedModels, NewTeam } from '../schema/team.ts'
import { teamSettingsSchema } from '../schema/team.ts'

type Transaction = Prisma.TransactionClient

function requireAdmin(viewer: Viewer): void {
  if (!teamPolicy.change(viewer))
    throw new AppError('forbidden', 'Only admins change what is set for the team.')
}

/** The team's row, kept from everybody else until the transaction ends. */
export async function lockTeam(viewer: Viewer, tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "Team" WHERE "id" = ${viewer.teamId}::uuid FOR UPDATE`
}

/**
 * Changes the team's name and time zone. In another zone days begin at other times, and are counted anew; a month that
 * has begun keeps what was reserved in it. Throws AppError `forbidden`.
 */
export async function changeTeam(viewer: Viewer, { name, timeZone }: NewTeam): Promise<void> {
  requireAdmin(viewer)
  const { teamId, userId } = viewer
  await db.$transaction(async (tx) => {
    await lockTeam(viewer, tx)
    const before = await tx.team.findUniqueOrThrow({
      where: { id: teamId },
      select: { name: true, timeZone: true },
    })
    if (before.name === name && before.timeZone === timeZone) return
    await tx.team.update({ where: { id: teamId }, data: { name, timeZone }, select: { id: true } })
    const detail = { before, after: { name, timeZone } }
    await writeAudit(tx, {
      teamId,
      actorId: userId,
      action: 'team.change',
      subject: `team:${teamId}`,
      detail,
    })
  })
}

/**
 * Writes one part of the team's settings, and its line of the audit log, with what was there before. `read` makes sense of the
 * JSON column as it is.
 */
export async function changeSettings<T extends Prisma.InputJsonValue>(
  viewer: Viewer,
  action: TeamAction,
  part: string,
  { read, after }: { read: (settings: unknown) => T; after: T },
): Promise<void> {
  const { teamId, userId } = viewer
  await db.$transaction(async (tx) => {
    await lockTeam(viewer, tx)
    const { settings } = await tx.team.findUniqueOrThrow({
      where: { id: teamId },
      select: { settings: true },
    })
    const change = JSON.stringify({ [part]: after })
    await tx.$executeRaw`
      UPDATE "Team" SET "settings" = "settings" || ${change}::jsonb WHERE "id" = ${teamId}::uuid`
    const detail = { before: read(settings), after }
    await writeAudit(tx, { teamId, actorId: userId, action, subject: `team:${teamId}`, detail })
  })
}

/** Says which models members and editors may use. Admins and owners may use all. Throws AppError `forbidden`. */
export async function changeAllowedModels(viewer: Viewer, models: AllowedModels): Promise<void> {
  requireAdmin(viewer)
  const read = (settings: unknown) => teamSettingsSchema.parse(settings).models
  await changeSettings(viewer, 'models.allow', 'models', { read, after: models })
}
