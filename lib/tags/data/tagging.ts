import 'server-only'
import { v7 as uuid } from 'uuid'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { isVisible } from '#lib/images/data/visible.ts'

/** Makes the tags that there are not yet, and holds all of them until the transaction ends. */
export const ensuringTags = (viewer: Viewer, names: readonly string[]): Sql => sql`
  INSERT INTO "Tag" ("id", "teamId", "name")
  SELECT given.id, ${viewer.teamId}::uuid, given.name
  FROM unnest(${names.map(() => uuid())}::uuid[], ${names}::text[]) AS given(id, name) ORDER BY given.name
  ON CONFLICT ("teamId", "name") DO UPDATE SET "name" = excluded."name" RETURNING "id"`

/** Puts tags on the images of a condition; of each image returns the names of those that were new to it. */
const puttingOn = (
  viewer: Viewer,
  names: readonly string[],
  imageIds: readonly string[],
  which: Sql,
): Sql => sql`
  WITH put AS (
    INSERT INTO "ImageTag" ("imageId", "tagId", "teamId", "imageCreatedAt")
    SELECT i."id", t."id", i."teamId", i."createdAt" FROM "Image" i
    JOIN "Tag" t ON t."teamId" = ${viewer.teamId}::uuid AND t."name" = ANY(${names}::text[])
    WHERE i."id" = ANY(${imageIds}::uuid[]) AND ${which}
    ORDER BY i."id", t."id"
    ON CONFLICT DO NOTHING RETURNING "imageId", "tagId"
  )
  SELECT put."imageId" AS "id", array_agg(t."name") AS "names" FROM put JOIN "Tag" t ON t."id" = put."tagId" GROUP BY 1`

/** Puts tags on those of the images that the viewer sees. After `ensuringTags`. */
export const tagging = (viewer: Viewer, names: readonly string[], imageIds: readonly string[]): Sql =>
  puttingOn(viewer, names, imageIds, isVisible(viewer))

/** The same on all of the team's, also on what the viewer does not see: to give back what a change of a tag took. */
export const taggingAgain = (viewer: Viewer, name: string, imageIds: readonly string[]): Sql =>
  puttingOn(viewer, [name], imageIds, sql`i."teamId" = ${viewer.teamId}::uuid`)

const takingOff = (
  viewer: Viewer,
  names: readonly string[],
  imageIds: readonly string[],
  which: Sql,
): Sql => sql`
  WITH off AS (
    DELETE FROM "ImageTag" k USING "Image" i, "Tag" t
    WHERE t."teamId" = ${viewer.teamId}::uuid AND t."name" = ANY(${names}::text[]) AND k."tagId" = t."id"
      AND k."imageId" = ANY(${imageIds}::uuid[]) AND i."id" = k."imageId" AND ${which}
    RETURNING k."imageId", t."name"
  )
  SELECT off."imageId" AS "id", array_agg(off."name") AS "names" FROM off GROUP BY 1`

/** Takes tags off those of the images that the viewer sees; of each image returns the names of those that it had. */
export const untagging = (viewer: Viewer, names: readonly string[], imageIds: readonly string[]): Sql =>
  takingOff(viewer, names, imageIds, isVisible(viewer))

/** The same of all of the team's. */
export const untaggingAgain = (viewer: Viewer, name: string, imageIds: readonly string[]): Sql =>
  takingOff(viewer, [name], imageIds, sql`i."teamId" = ${viewer.teamId}::uuid`)
