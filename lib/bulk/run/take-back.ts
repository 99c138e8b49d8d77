import { z } from 'zod'
import { lockAlbum, takingFromAlbum } from '#lib/albums/data/fill.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { sql, toJsonb } from '#lib/db/sql.ts'
import { isAppError } from '#lib/errors.ts'
import { lockGenerations, restoring, restoringGenerations } from '#lib/images/data/trash.ts'
import { isRemovable, isVisible } from '#lib/images/data/visible.ts'
import type { Marks } from '#lib/images/schema.ts'
import { ensuringTags, tagging, taggingAgain, untagging, untaggingAgain } from '#lib/tags/data/tagging.ts'
import type { DoneChange } from '../schema.ts'
import type { Changed, Transaction } from './apply.ts'

interface TakingBack {
  viewer: Viewer
  tx: Transaction
  rows: readonly Changed[]
}

const idsOf = (rows: readonly Changed[]) => rows.map(({ id }) => id)

async function trashed({ viewer, tx, rows }: TakingBack): Promise<void> {
  const ids = idsOf(rows)
  await tx.$queryRaw(lockGenerations(viewer, ids))
  await tx.$queryRaw(restoringGenerations(viewer, ids))
  await tx.$queryRaw(restoring(viewer, ids))
}

/** Back into the trash, as it lay there: since when, by whom, and with its generation where that was there, too. */
async function restored({ viewer, tx, rows }: TakingBack): Promise<void> {
  await tx.$queryRaw(lockGenerations(viewer, idsOf(rows)))
  const before = sql`jsonb_to_recordset(${toJsonb(rows)}::jsonb) AS r("id" uuid, "before" jsonb)`
  await tx.$executeRaw`
    UPDATE "Image" i SET "trashedAt" = (r."before"->>'trashedAt')::timestamptz,
      "trashedById" = (r."before"->>'trashedById')::uuid, "trashedAlong" = false
    FROM ${before} WHERE i."id" = r."id" AND ${isRemovable(viewer)}`
  await tx.$executeRaw`
    WITH whole AS (
      SELECT DISTINCT ON (1) (r."before"#>>'{generation,id}')::uuid AS "id",
        (r."before"#>>'{generation,trashedAt}')::timestamptz AS "trashedAt", r."before"#>'{generation,along}' AS "along"
      FROM ${before} WHERE r."before"#>>'{generation,id}' IS NOT NULL ORDER BY 1
    ), gone AS (
      UPDATE "Generation" g SET "trashedAt" = whole."trashedAt" FROM whole
      WHERE g."id" = whole."id" AND g."teamId" = ${viewer.teamId}::uuid AND g."trashedAt" IS NULL
        AND g."status" NOT IN ('queued', 'running', 'unknown')
        AND NOT EXISTS (SELECT 1 FROM "Image" o WHERE o."generationId" = g."id" AND o."trashedAt" IS NULL)
      RETURNING g."id", whole."along"
    )
    UPDATE "Image" i SET "trashedAlong" = true FROM gone
    WHERE i."generationId" = gone."id" AND gone."along" @> to_jsonb(i."id"::text) AND i."trashedAt" IS NOT NULL`
}

const rankSchema = z.array(z.object({ id: z.uuid(), before: z.object({ rank: z.number() }) }))

/** An album that is gone meanwhile has nothing to be taken out of, or put into. */
async function whereAlbumIs(
  { viewer, tx }: TakingBack,
  album: string,
  then: () => Promise<unknown>,
): Promise<void> {
  try {
    await lockAlbum(viewer, tx, album)
  } catch (error) {
    if (isAppError(error) && error.code === 'not_found') return
    throw error
  }
  await then()
}

const takenOut = ({ viewer, tx, rows }: TakingBack, album: string) => {
  const places = rankSchema.parse(rows).map(({ id, before }) => ({ id, ...before }))
  return tx.$executeRaw`
    INSERT INTO "AlbumImage" ("albumId", "imageId", "teamId", "rank", "imageCreatedAt")
    SELECT ${album}::uuid, i."id", i."teamId", r."rank", i."createdAt"
    FROM jsonb_to_recordset(${toJsonb(places)}::jsonb) AS r("id" uuid, "rank" float8) JOIN "Image" i ON i."id" = r."id"
    WHERE ${isVisible(viewer)} ON CONFLICT DO NOTHING`
}

const namesSchema = z.array(z.object({ id: z.uuid(), before: z.object({ names: z.array(z.string()) }) }))

/** Images by what was put on them, or taken off, so that few statements do it. */
function byNames(rows: readonly Changed[]): { names: string[]; ids: string[] }[] {
  const groups = new Map<string, { names: string[]; ids: string[] }>()
  for (const { id, before } of namesSchema.parse(rows)) {
    const names = before.names.toSorted()
    const group = groups.get(names.join(',')) ?? { names, ids: [] }
    group.ids.push(id)
    groups.set(names.join(','), group)
  }
  return [...groups.values()]
}

async function tagged({ viewer, tx, rows }: TakingBack): Promise<void> {
  for (const { names, ids } of byNames(rows)) await tx.$queryRaw(untagging(viewer, names, ids))
}

async function untagged({ viewer, tx, rows }: TakingBack): Promise<void> {
  for (const { names, ids } of byNames(rows)) {
    await tx.$queryRaw(ensuringTags(viewer, names))
    await tx.$queryRaw(tagging(viewer, names, ids))
  }
}

async function tagGone({ viewer, tx, rows }: TakingBack, name: string): Promise<void> {
  await tx.$queryRaw(ensuringTags(viewer, [name]))
  await tx.$queryRaw(taggingAgain(viewer, name, idsOf(rows)))
}

const addedSchema = z.array(z.object({ id: z.uuid(), before: z.object({ isAdded: z.boolean() }) }))

async function merged(back: TakingBack, from: string, into: string): Promise<void> {
  await tagGone(back, from)
  const added = addedSchema.parse(back.rows).filter(({ before }) => before.isAdded)
  await back.tx.$queryRaw(untaggingAgain(back.viewer, into, idsOf(added)))
}

const marked = ({ viewer, tx, rows }: TakingBack, { favourite, rejected, rating }: Marks) => tx.$executeRaw`
  UPDATE "ImageMark" m SET
    "favourite" = CASE WHEN ${favourite !== undefined} THEN (r."before"->>'favourite')::boolean ELSE m."favourite" END,
    "rejected" = CASE WHEN ${rejected !== undefined} THEN (r."before"->>'rejected')::boolean ELSE m."rejected" END,
    "rating" = CASE WHEN ${rating !== undefined} THEN (r."before"->>'rating')::smallint ELSE m."rating" END
  FROM jsonb_to_recordset(${toJsonb(rows)}::jsonb) AS r("id" uuid, "before" jsonb)
  WHERE m."imageId" = r."id" AND m."userId" = ${viewer.userId}::uuid AND m."teamId" = ${viewer.teamId}::uuid`

type TagChange = Extract<DoneChange, { kind: 'tag' | 'untag' | 'deleteTag' | 'mergeTags' }>

const tagKinds: readonly string[] = ['tag', 'untag', 'deleteTag', 'mergeTags'] satisfies TagChange['kind'][]
const isOfTags = (change: DoneChange): change is TagChange => tagKinds.includes(change.kind)

async function takeBackTags(back: TakingBack, change: TagChange): Promise<void> {
  switch (change.kind) {
    case 'tag':
      return tagged(back)
    case 'untag':
      return untagged(back)
    case 'deleteTag':
      return tagGone(back, change.tag)
    case 'mergeTags':
      return merged(back, change.from, change.into)
  }
}

/** Makes images what they were before a change, as far as the viewer may. What is gone meanwhile stays gone. */
export async function takeBack(back: TakingBack, change: DoneChange): Promise<void> {
  const { viewer, tx, rows } = back
  if (isOfTags(change)) return takeBackTags(back, change)
  switch (change.kind) {
    case 'trash':
      return trashed(back)
    case 'restore':
      return restored(back)
    case 'purge':
      throw new Error('What was deleted for good cannot be taken back.')
    case 'addToAlbum':
      return whereAlbumIs(back, change.album, () =>
        tx.$queryRaw(takingFromAlbum(viewer, change.album, idsOf(rows))),
      )
    case 'removeFromAlbum':
      return whereAlbumIs(back, change.album, () => takenOut(back, change.album))
    case 'mark':
      await marked(back, change.marks)
  }
}
