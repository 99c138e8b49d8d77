import 'server-only'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import type { StoredChange } from '#lib/bulk/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { toJsonb } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { tagPolicy } from '../policy.ts'

const gone = () => new AppError('not_found', 'That tag is gone.')

const rowsSchema = z.array(z.object({ id: z.uuid(), name: z.string(), isSeen: z.boolean() }))
type Found = z.infer<typeof rowsSchema>[number]

/** Holds tags until the transaction ends. One of whose images the viewer sees none is like one that there is not. */
async function lockTags(
  viewer: Viewer,
  tx: Prisma.TransactionClient,
  by: { ids: string[] } | { name: string },
) {
  const ids = 'ids' in by ? by.ids : []
  const name = 'name' in by ? by.name : null
  const rows = await tx.$queryRaw`
    SELECT t."id", t."name", EXISTS (
      SELECT 1 FROM "ImageTag" k JOIN "Image" i ON i."id" = k."imageId" WHERE k."tagId" = t."id" AND ${isVisible(viewer)}
    ) AS "isSeen"
    FROM "Tag" t WHERE t."teamId" = ${viewer.teamId}::uuid AND (t."id" = ANY(${ids}::uuid[]) OR t."name" = ${name})
    ORDER BY t."id" FOR UPDATE OF t`
  return rowsSchema.parse(rows)
}

async function requireTags(viewer: Viewer, tx: Prisma.TransactionClient, ids: string[]): Promise<Found[]> {
  const found = await lockTags(viewer, tx, { ids })
  const tags = ids.map((id) => found.find((tag) => tag.id === id && tag.isSeen))
  if (tags.some((tag) => tag === undefined)) throw gone()
  if (!tagPolicy.manage(viewer))
    throw new AppError('forbidden', 'Only editors rename, merge and delete tags.')
  return tags.filter((tag) => tag !== undefined)
}

/** Remembers on which images a tag was, as a change that is done, to be taken back like any other. */
async function remember(
  viewer: Viewer,
  tx: Prisma.TransactionClient,
  from: Found,
  into: Found | null,
): Promise<string> {
  const id = uuid()
  const change: StoredChange = into
    ? { kind: 'mergeTags', from: from.name, into: into.name }
    : { kind: 'deleteTag', tag: from.name }
  await tx.$executeRaw`
    INSERT INTO "BulkChange" ("id", "teamId", "userId", "change", "state", "total", "done", "finishedAt")
    SELECT ${id}::uuid, ${viewer.teamId}::uuid, ${viewer.userId}::uuid, ${toJsonb(change)}::jsonb, 'done', n, n, now()
    FROM (SELECT count(*)::int AS n FROM "ImageTag" WHERE "tagId" = ${from.id}::uuid) c`
  await tx.$executeRaw`
    INSERT INTO "BulkChangeImage" ("changeId", "position", "imageId", "teamId", "isChanged", "before")
    SELECT ${id}::uuid, row_number() OVER (ORDER BY k."imageId") - 1, k."imageId", k."teamId", true,
      jsonb_build_object('isAdded', NOT EXISTS (
        SELECT 1 FROM "ImageTag" o WHERE o."imageId" = k."imageId" AND o."tagId" = ${into?.id ?? null}::uuid
      ))
    FROM "ImageTag" k WHERE k."tagId" = ${from.id}::uuid`
  return id
}

async function drop(tx: Prisma.TransactionClient, id: string): Promise<void> {
  await tx.imageTag.deleteMany({ where: { tagId: id } })
  await tx.tag.delete({ where: { id } })
}

async function merge(
  viewer: Viewer,
  tx: Prisma.TransactionClient,
  from: Found,
  into: Found,
): Promise<string> {
  const change = await remember(viewer, tx, from, into)
  await tx.$executeRaw`
    INSERT INTO "ImageTag" ("imageId", "tagId", "teamId", "imageCreatedAt")
    SELECT k."imageId", ${into.id}::uuid, k."teamId", k."imageCreatedAt" FROM "ImageTag" k
    WHERE k."tagId" = ${from.id}::uuid ORDER BY k."imageId" ON CONFLICT DO NOTHING`
  await drop(tx, from.id)
  return change
}

/**
 * Gives a tag another name. Throws AppError `not_found`, `forbidden`, and `conflict` where there is one of that name:
 * the two can be merged.
 */
export async function renameTag(viewer: Viewer, id: string, name: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const [tag] = await requireTags(viewer, tx, [id])
    if (!tag || tag.name === name) return
    const [other] = await lockTags(viewer, tx, { name })
    if (other?.isSeen)
      throw new AppError('conflict', `There is a tag “${name}” already. Merge the two instead.`)
    // On images that the viewer does not see: of which nothing is told, and which keep their word.
    if (other) await merge(viewer, tx, tag, other)
    else await tx.tag.update({ where: { id }, data: { name } })
  })
}

/**
 * Puts one tag in the place of another on all images, and removes that one. Returns the change, with which it can be
 * taken back; null where the two are one already. Throws AppError `not_found`, `forbidden`.
 */
export async function mergeTags(
  viewer: Viewer,
  id: string,
  into: string,
): Promise<{ change: string | null }> {
  return db.$transaction(async (tx) => {
    const [from, to] = await requireTags(viewer, tx, [id, into])
    if (!from || !to) throw gone()
    if (from.id === to.id) return { change: null }
    return { change: await merge(viewer, tx, from, to) }
  })
}

/**
 * Takes a tag off all images. Returns the change, with which it can be taken back.
 * Throws AppError `not_found`, `forbidden`.
 */
export async function removeTag(viewer: Viewer, id: string): Promise<{ change: string }> {
  return db.$transaction(async (tx) => {
    const [tag] = await requireTags(viewer, tx, [id])
    if (!tag) throw gone()
    const change = await remember(viewer, tx, tag, null)
    await drop(tx, tag.id)
    return { change }
  })
}
