import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Sql } from '#lib/db/sql.ts'
import { sql } from '#lib/db/sql.ts'
import { isSeenExample } from '#lib/examples/data/visible.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { ownershipOf } from '#lib/teams/schema.ts'
import { promptPolicy } from '../policy.ts'
import type { PromptSummary } from '../schema.ts'
import { labelSchema, noStats, pictureSchema, promptSummarySchema } from '../schema.ts'
import { isCounted, pictureJson, readStats } from './stats.ts'

/** Enough of a text to know it by. */
const excerptLength = 300

const rowSchema = z.object({
  id: z.uuid(),
  scope: z.string(),
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  folderId: z.uuid().nullable(),
  folderName: z.string().nullable(),
  excerpt: z.string(),
  versionId: z.uuid(),
  number: z.number(),
  labels: z.array(labelSchema),
  isPinned: z.boolean(),
  updatedAt: z.date(),
  trashedAt: z.date().nullable(),
  cover: pictureSchema.nullable(),
})

/** An example of a prompt `p`, in its curator's order; else the newest picture of each of its versions, the newest. */
const coverOf = (viewer: Viewer): Sql => sql`
  SELECT picture FROM (
    (SELECT ${pictureJson} AS picture, 0 AS turn, NULL::timestamptz AS at FROM "Example" e JOIN "Image" i ON i."id" = e."imageId"
      WHERE e."promptId" = p."id" AND ${isSeenExample(viewer)} AND ${isVisible(viewer)}
      ORDER BY e."ownerId" IS NULL DESC, e."rank", e."id" LIMIT 1)
    UNION ALL
    (SELECT newest.picture, 1, newest.at FROM "PromptVersion" v CROSS JOIN LATERAL (
      SELECT ${pictureJson} AS picture, i."createdAt" AS at FROM "Generation" g JOIN "Image" i ON i."generationId" = g."id"
      WHERE g."promptVersionId" = v."id" AND ${isCounted(viewer)} AND ${isVisible(viewer)}
      ORDER BY g."createdAt" DESC, i."position" LIMIT 1
    ) newest WHERE v."promptId" = p."id")
  ) covers ORDER BY turn, at DESC LIMIT 1`

/** Prompts `p` of a statement as they are shown in a list, in the statement's order. */
export async function readSummaries(viewer: Viewer, chosen: Sql, order: Sql): Promise<PromptSummary[]> {
  const rows = z.array(rowSchema).parse(
    await db.$queryRaw`
      SELECT p."id", p."scope", p."slug", p."title", p."description", p."tags", f."id" AS "folderId", f."name" AS "folderName",
        left(p."text", ${excerptLength}) AS "excerpt", v."id" AS "versionId", v."number", p."updatedAt", p."trashedAt",
        EXISTS (SELECT 1 FROM "PromptPin" k WHERE k."promptId" = p."id" AND k."userId" = ${viewer.userId}::uuid) AS "isPinned",
        (SELECT coalesce(jsonb_agg(jsonb_build_object('name', l."name", 'isProtected', l."isProtected", 'number', o."number") ORDER BY l."name"), '[]')
          FROM "PromptLabel" l JOIN "PromptVersion" o ON o."id" = l."versionId" WHERE l."promptId" = p."id") AS "labels",
        (${coverOf(viewer)}) AS "cover"
      FROM (${chosen}) p
      CROSS JOIN LATERAL (
        SELECT "id", "number" FROM "PromptVersion" WHERE "promptId" = p."id" ORDER BY "number" DESC LIMIT 1
      ) v
      LEFT JOIN "Folder" f ON f."id" = p."folderId"
      ${order}`,
  )
  const ids = rows.map(({ id }) => id)
  const stats = await readStats(viewer, 'prompt', ids)
  return rows.map(({ folderId, folderName, versionId, number, ...row }) => {
    const scope = ownershipOf(row.scope)
    return promptSummarySchema.parse({
      ...row,
      scope,
      folder: folderId === null ? null : { id: folderId, name: folderName },
      version: { id: versionId, number },
      updatedAt: row.updatedAt.toISOString(),
      trashedAt: row.trashedAt?.toISOString() ?? null,
      stats: stats.get(row.id) ?? noStats,
      can: {
        change: promptPolicy.change(viewer, scope),
        protect: promptPolicy.change(viewer, scope) && promptPolicy.protect(viewer),
      },
    })
  })
}
