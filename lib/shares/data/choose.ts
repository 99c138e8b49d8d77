import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { AppError } from '#lib/errors.ts'
import { selectedIds } from '#lib/images/data.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import type { Selection } from '#lib/images/schema.ts'
import type { ShareSource } from '../schema.ts'
import { maxShared, sourceIdOf } from '../schema.ts'

const chosenSchema = z.array(z.object({ id: z.uuid(), isStarred: z.boolean() }))
export type Chosen = z.infer<typeof chosenSchema>[number]

const tooMany = () =>
  new AppError('invalid', `A link holds at most ${maxShared.toLocaleString('en-US')} images. Choose fewer.`)

/** Images `i` of a statement that the viewer sees, in its order, with whether they are the viewer's favourites. */
async function visibleOf(viewer: Viewer, from: Sql, order: Sql): Promise<Chosen[]> {
  const rows = await db.$queryRaw`
    SELECT i."id", coalesce(k."favourite", false) AS "isStarred"
    FROM ${from}
    LEFT JOIN "ImageMark" k ON k."imageId" = i."id" AND k."userId" = ${viewer.userId}::uuid
    WHERE ${isVisible(viewer)} ORDER BY ${order} LIMIT ${maxShared + 1}`
  const chosen = chosenSchema.parse(rows)
  if (chosen.length > maxShared) throw tooMany()
  return chosen
}

function picked(viewer: Viewer, images: readonly string[]): Promise<Chosen[]> {
  const ids = [...new Set(images)]
  if (ids.length > maxShared) throw tooMany()
  const from = sql`unnest(${ids}::uuid[]) WITH ORDINALITY AS p("id", "at") JOIN "Image" i ON i."id" = p."id"`
  return visibleOf(viewer, from, sql`p."at"`)
}

async function selected(viewer: Viewer, selection: Selection): Promise<Chosen[]> {
  if ('images' in selection) return picked(viewer, selection.images)
  const ids: string[] = []
  for await (const page of selectedIds(viewer, selection)) {
    ids.push(...page)
    if (ids.length > maxShared) throw tooMany()
  }
  return picked(viewer, ids)
}

type SourceKind = Exclude<ShareSource['kind'], 'selection'>

/** Which images `i` are in what a link is made from, and in which order. */
const sources: Record<SourceKind, (viewer: Viewer, id: string) => { from: Sql; order: Sql }> = {
  generation: (_viewer, id) => ({
    from: sql`(SELECT * FROM "Image" WHERE "generationId" = ${id}::uuid) i`,
    order: sql`i."attemptId", i."position"`,
  }),
  album: (viewer, id) => ({
    from: sql`
      "Album" a JOIN "AlbumImage" ai ON ai."albumId" = a."id" AND a."id" = ${id}::uuid
        AND a."teamId" = ${viewer.teamId}::uuid AND a."trashedAt" IS NULL
      JOIN "Image" i ON i."id" = ai."imageId"`,
    order: sql`ai."rank", ai."imageId"`,
  }),
  /** A member's curated examples, as far as they stand on their page. */
  profile: (viewer, id) => ({
    from: sql`
      (SELECT "imageId", min("rank") AS "rank" FROM "Example"
        WHERE "teamId" = ${viewer.teamId}::uuid AND "ownerId" = ${id}::uuid AND "isOnProfile" AND "trashedAt" IS NULL
        GROUP BY 1) e
      JOIN "Image" i ON i."id" = e."imageId"`,
    order: sql`e."rank", i."id"`,
  }),
}

/** The images of what a link is made from, as the viewer sees them now, in their order. */
export function sourceImages(viewer: Viewer, kind: SourceKind, id: string): Promise<Chosen[]> {
  const { from, order } = sources[kind](viewer, id)
  return visibleOf(viewer, from, order)
}

/**
 * The images that a source stands for, as far as the viewer sees them: what is not there, not theirs or in the trash is
 * left out. Throws AppError `not_found` where nothing is left, `invalid` for too many.
 */
export async function chooseImages(viewer: Viewer, source: ShareSource): Promise<Chosen[]> {
  const chosen =
    source.kind === 'selection'
      ? await selected(viewer, source.selection)
      : await sourceImages(viewer, source.kind, sourceIdOf(source))
  if (chosen.length === 0) throw new AppError('not_found', 'There is no image in this that can be shared.')
  return chosen
}
