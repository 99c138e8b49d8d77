import { z } from 'zod'
import { addingToAlbum, lockAlbum, takingFromAlbum } from '#lib/albums/data/fill.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'
import { marking } from '#lib/images/data/marks.ts'
import { lockGenerations, restoring, restoringGenerations, trashing } from '#lib/images/data/trash.ts'
import { isVisible, isVisibleInTrash } from '#lib/images/data/visible.ts'
import { purgeImages } from '#lib/images/run/purge.ts'
import type { Marks } from '#lib/images/schema.ts'
import { jsonSchema } from '#lib/models/schema/values.ts'
import { ensuringTags, tagging, untagging } from '#lib/tags/data/tagging.ts'
import type { Change } from '../schema.ts'

export type Transaction = Prisma.TransactionClient

/** An image that was changed, and what it was before, where that is needed to take it back. */
const changedSchema = z.object({ id: z.uuid(), before: jsonSchema.default(null) })
export type Changed = z.infer<typeof changedSchema>

const rowsSchema = z.array(changedSchema)
/** Those columns beside the id are what it was before. */
const withBefore = z.array(
  z
    .looseObject({ id: z.uuid() })
    .transform(({ id, ...before }) => ({ id, before: z.record(z.string(), jsonSchema).parse(before) })),
)

type Apply<K extends Change['kind']> = (
  viewer: Viewer,
  tx: Transaction,
  change: Extract<Change, { kind: K }>,
  ids: readonly string[],
) => Promise<Changed[]>

const trash: Apply<'trash'> = async (viewer, tx, _change, ids) => {
  await tx.$queryRaw(lockGenerations(viewer, ids))
  return rowsSchema.parse(await tx.$queryRaw(trashing(viewer, ids)))
}

const restore: Apply<'restore'> = async (viewer, tx, _change, ids) => {
  await tx.$queryRaw(lockGenerations(viewer, ids))
  const before = await tx.$queryRaw`
    SELECT i."id", jsonb_build_object('trashedAt', i."trashedAt", 'trashedById', i."trashedById",
      'generation', CASE WHEN g."trashedAt" IS NOT NULL THEN jsonb_build_object('id', g."id", 'trashedAt', g."trashedAt",
        'along', (SELECT jsonb_agg(o."id") FROM "Image" o WHERE o."generationId" = g."id" AND o."trashedAlong")) END
    ) AS before
    FROM "Image" i JOIN "Generation" g ON g."id" = i."generationId"
    WHERE i."id" = ANY(${ids}::uuid[]) AND ${isVisibleInTrash(viewer)}`
  await tx.$queryRaw(restoringGenerations(viewer, ids))
  await tx.$queryRaw(restoring(viewer, ids))
  return rowsSchema.parse(before)
}

const purge: Apply<'purge'> = async (viewer, tx, _change, ids) => {
  await tx.$queryRaw(lockGenerations(viewer, ids))
  const rows = await tx.$queryRaw`
    SELECT i."id" FROM "Image" i WHERE i."id" = ANY(${ids}::uuid[]) AND ${isVisibleInTrash(viewer)}`
  const gone = rowsSchema.parse(rows)
  await purgeImages(
    tx,
    gone.map(({ id }) => id),
  )
  return gone
}

const addToAlbum: Apply<'addToAlbum'> = async (viewer, tx, { album }, ids) => {
  await lockAlbum(viewer, tx, album)
  return rowsSchema.parse(await tx.$queryRaw(addingToAlbum(viewer, album, ids)))
}

const removeFromAlbum: Apply<'removeFromAlbum'> = async (viewer, tx, { album }, ids) => {
  await lockAlbum(viewer, tx, album)
  return withBefore.parse(await tx.$queryRaw(takingFromAlbum(viewer, album, ids)))
}

const tag: Apply<'tag'> = async (viewer, tx, { tags }, ids) => {
  await tx.$queryRaw(ensuringTags(viewer, tags))
  return withBefore.parse(await tx.$queryRaw(tagging(viewer, tags, ids)))
}

const untag: Apply<'untag'> = async (viewer, tx, { tags }, ids) =>
  withBefore.parse(await tx.$queryRaw(untagging(viewer, tags, ids)))

/** Only what would become different: what is so already is not changed, and not taken back. */
const differs = ({ favourite, rejected, rating }: Marks) => sql`(
  coalesce(m."favourite", false) IS DISTINCT FROM coalesce(${favourite ?? null}, coalesce(m."favourite", false))
  OR coalesce(m."rejected", false) IS DISTINCT FROM coalesce(${rejected ?? null}, coalesce(m."rejected", false))
  OR (${rating !== undefined} AND m."rating" IS DISTINCT FROM ${rating ?? null}::smallint))`

const mark: Apply<'mark'> = async (viewer, tx, { marks }, ids) => {
  const rows = await tx.$queryRaw`
    SELECT i."id", coalesce(m."favourite", false) AS "favourite", coalesce(m."rejected", false) AS "rejected", m."rating"
    FROM "Image" i LEFT JOIN "ImageMark" m ON m."imageId" = i."id" AND m."userId" = ${viewer.userId}::uuid
    WHERE i."id" = ANY(${ids}::uuid[]) AND ${isVisible(viewer)} AND ${differs(marks)}`
  const changed = withBefore.parse(rows)
  await tx.$queryRaw(
    marking(
      viewer,
      changed.map(({ id }) => id),
      marks,
    ),
  )
  return changed
}

/**
 * Changes those of some images that the viewer may, and returns them. Throws AppError `forbidden`, `not_found` for an
 * album that is gone.
 */
export async function apply(
  viewer: Viewer,
  tx: Transaction,
  change: Change,
  ids: readonly string[],
): Promise<Changed[]> {
  switch (change.kind) {
    case 'trash':
      return trash(viewer, tx, change, ids)
    case 'restore':
      return restore(viewer, tx, change, ids)
    case 'purge':
      return purge(viewer, tx, change, ids)
    case 'addToAlbum':
      return addToAlbum(viewer, tx, change, ids)
    case 'removeFromAlbum':
      return removeFromAlbum(viewer, tx, change, ids)
    case 'tag':
      return tag(viewer, tx, change, ids)
    case 'untag':
      return untag(viewer, tx, change, ids)
    case 'mark':
      return mark(viewer, tx, change, ids)
  }
}
