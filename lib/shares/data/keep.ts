import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import type { AuditAction } from '#lib/audit/schema.ts'
import { hashPassword } from '#lib/auth/password.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { hashShareToken, shareToken } from '#lib/auth/share-secrets.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { AppError } from '#lib/errors.ts'
import { sharePolicy } from '../policy.ts'
import type { ShareChange, ShareDetail } from '../schema.ts'
import { sharePath } from '../schema.ts'
import { sourceImages } from './choose.ts'
import { endOf, toRows } from './make.ts'

const goneMessage = 'That link is gone.'

interface Kept {
  id: string
  version: number
  kind: ShareDetail['kind']
  sourceId: string | null
}

/** A link that the viewer may change; one of somebody else looks like one that there is not. */
export async function requireShare(viewer: Viewer, id: string): Promise<Kept> {
  const row = await db.share.findFirst({
    where: { id, teamId: viewer.teamId },
    select: { id: true, version: true, kind: true, sourceId: true, createdById: true, revokedAt: true },
  })
  const isMine = row?.createdById === viewer.userId
  const may = row && sharePolicy.keep(viewer, { makerId: row.createdById })
  if (isMine && !may) throw new AppError('forbidden', 'Guests can look, but not share.')
  if (!row || !may || row.revokedAt) throw new AppError('not_found', goneMessage)
  const { version, kind, sourceId } = row
  return { id: row.id, version, kind, sourceId }
}

type Transaction = Prisma.TransactionClient

/** Changes a link that is not revoked meanwhile, with its line in the audit log, in one transaction. */
async function change(
  viewer: Viewer,
  share: Kept,
  {
    action,
    data,
    detail = {},
    also,
  }: {
    action: AuditAction
    data: Prisma.ShareUncheckedUpdateManyInput
    detail?: Prisma.InputJsonObject
    also?: (tx: Transaction) => Promise<void>
  },
): Promise<void> {
  const { teamId, userId } = viewer
  const { id, version } = share
  await db.$transaction(async (tx) => {
    const { count } = await tx.share.updateMany({ where: { id, teamId, version, revokedAt: null }, data })
    if (count === 0) throw new AppError('not_found', goneMessage)
    await also?.(tx)
    await writeAudit(tx, { teamId, actorId: userId, action, subject: `share:${id}`, detail })
  })
}

async function replaceImages(
  tx: Transaction,
  viewer: Viewer,
  id: string,
  images: { id: string; isStarred: boolean }[],
) {
  await tx.shareImage.deleteMany({ where: { shareId: id, teamId: viewer.teamId } })
  await tx.shareImage.createMany({ data: toRows({ shareId: id, teamId: viewer.teamId }, images) })
}

/** Those of the link that stay, in the order asked for. */
async function arrange(
  tx: Transaction,
  viewer: Viewer,
  id: string,
  images: readonly string[],
): Promise<void> {
  const held = await tx.shareImage.findMany({
    where: { shareId: id, teamId: viewer.teamId },
    select: { imageId: true, isStarred: true },
  })
  const stars = new Map(held.map(({ imageId, isStarred }) => [imageId, isStarred]))
  const kept = [...new Set(images)].flatMap((imageId) => {
    const isStarred = stars.get(imageId)
    return isStarred === undefined ? [] : [{ id: imageId, isStarred }]
  })
  if (kept.length === 0) throw new AppError('invalid', 'Leave at least one image, or revoke the link.')
  await replaceImages(tx, viewer, id, kept)
}

/** What is named of a change, as columns. */
async function columnsOf({ title, note, switches, expiresInDays, password }: ShareChange) {
  return {
    ...(title === undefined ? {} : { title }),
    ...(note === undefined ? {} : { note }),
    ...switches,
    ...(expiresInDays === undefined ? {} : { expiresAt: endOf(expiresInDays) }),
    ...(password === undefined
      ? {}
      : { passwordHash: password === null ? null : await hashPassword(password) }),
  }
}

/**
 * Changes what a link says, shows and allows, and which of its images, in which order. Throws AppError `not_found`,
 * `forbidden`, `invalid`.
 */
export async function editShare(viewer: Viewer, id: string, input: ShareChange): Promise<void> {
  const share = await requireShare(viewer, id)
  const { images, switches, expiresInDays, password } = input
  const fields = Object.keys(input).filter((name) => Reflect.get(input, name) !== undefined)
  await change(viewer, share, {
    action: 'share.edit',
    data: { ...(await columnsOf(input)), version: share.version },
    detail: {
      fields,
      ...switches,
      ...(expiresInDays === undefined ? {} : { expiresInDays }),
      ...(password === undefined ? {} : { hasPassword: password !== null }),
    },
    ...(images ? { also: (tx: Transaction) => arrange(tx, viewer, id, images) } : {}),
  })
}

/**
 * Brings a link up to date with the album or generation that it was made from. Returns how many it holds now. Throws
 * AppError `not_found`, also where nothing of the source is left, `forbidden`, `invalid` where there is no source.
 */
export async function refreshShare(viewer: Viewer, id: string): Promise<{ images: number }> {
  const share = await requireShare(viewer, id)
  const { kind, sourceId } = share
  if (kind === 'selection' || sourceId === null)
    throw new AppError('invalid', 'These images were picked one by one: there is nothing to update from.')
  const images = await sourceImages(viewer, kind, sourceId)
  if (images.length === 0) throw new AppError('not_found', 'What this was made from has no image left.')
  await change(viewer, share, {
    action: 'share.update',
    data: { updatedAt: new Date() },
    detail: { images: images.length },
    also: (tx) => replaceImages(tx, viewer, id, images),
  })
  return { images: images.length }
}

/** Gives a link another address: the former one is dead at once. Throws AppError `not_found`, `forbidden`. */
export async function renewShare(viewer: Viewer, id: string): Promise<{ path: string }> {
  const share = await requireShare(viewer, id)
  const token = shareToken(id, share.version + 1)
  await change(viewer, share, {
    action: 'share.renew',
    data: { version: share.version + 1, tokenHash: hashShareToken(token) },
  })
  return { path: sharePath(token) }
}

/** Ends a link at once and for good. Throws AppError `not_found`, `forbidden`. */
export async function revokeShare(viewer: Viewer, id: string): Promise<void> {
  const share = await requireShare(viewer, id)
  await change(viewer, share, { action: 'share.revoke', data: { revokedAt: new Date() } })
}
