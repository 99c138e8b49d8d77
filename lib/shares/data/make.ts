import 'server-only'
import { writeAudit } from '#lib/audit/run.ts'
import { hashPassword } from '#lib/auth/password.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { hashShareToken, shareToken } from '#lib/auth/share-secrets.ts'
import { db } from '#lib/db/client.ts'
import { isTaken } from '#lib/db/unique.ts'
import { AppError } from '#lib/errors.ts'
import { sharePolicy } from '../policy.ts'
import type { ShareInput } from '../schema.ts'
import { sharePath, sourceIdOf } from '../schema.ts'
import type { Chosen } from './choose.ts'
import { chooseImages } from './choose.ts'

const dayMs = 24 * 60 * 60_000

/** When a link made or changed now ends; null is never. */
export const endOf = (days: number | null): Date | null =>
  days === null ? null : new Date(Date.now() + days * dayMs)

/** As rows, in their order; from 1, for that is what they are called in addresses. */
export const toRows = (share: { shareId: string; teamId: string }, images: readonly Chosen[]) =>
  images.map(({ id, isStarred }, index) => ({ ...share, imageId: id, rank: index + 1, isStarred }))

/**
 * Makes a link to a selection, an album or a generation: a snapshot of what the viewer sees of it now, in its order.
 * The same id asked for twice is one link. Throws AppError `forbidden` for a guest, `not_found` where nothing of it is
 * there for the viewer, `invalid` for too many, `conflict` where the id is somebody else's.
 */
export async function createShare(viewer: Viewer, input: ShareInput): Promise<{ id: string; path: string }> {
  const { id, source, title, note, switches, expiresInDays, password } = input
  const { teamId, userId } = viewer
  const path = sharePath(shareToken(id, 1))
  const images = await chooseImages(viewer, source)
  if (!sharePolicy.make(viewer)) throw new AppError('forbidden', 'Guests can look, but not share.')
  const passwordHash = password === null ? null : await hashPassword(password)
  try {
    await db.$transaction(async (tx) => {
      await tx.share.create({
        data: {
          id,
          teamId,
          createdById: userId,
          kind: source.kind,
          sourceId: source.kind === 'selection' ? null : sourceIdOf(source),
          title,
          note,
          ...switches,
          tokenHash: hashShareToken(shareToken(id, 1)),
          passwordHash,
          expiresAt: endOf(expiresInDays),
        },
        select: { id: true },
      })
      await tx.shareImage.createMany({ data: toRows({ shareId: id, teamId }, images) })
      await writeAudit(tx, {
        teamId,
        actorId: userId,
        action: 'share.create',
        subject: `share:${id}`,
        detail: {
          kind: source.kind,
          images: images.length,
          ...switches,
          expiresInDays,
          hasPassword: password !== null,
        },
      })
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    const mine = await db.share.findFirst({
      where: { id, teamId, createdById: userId },
      select: { version: true },
    })
    if (mine?.version !== 1)
      throw new AppError('conflict', 'There is a link of this kind already. Try again.')
  }
  return { id, path }
}
