import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isVisible } from '#lib/images/data/visible.ts'
import { tagPolicy } from '../policy.ts'
import type { TagList } from '../schema.ts'
import { tagListSchema } from '../schema.ts'

/** More than anybody looks through. */
const mostShown = 5_000

const rowsSchema = z.array(z.object({ id: z.uuid(), name: z.string(), count: z.coerce.number() }))

/** The tags of images that the viewer sees, by name, each with on how many of them it is: a word of others is none. */
export async function listTags(viewer: Viewer): Promise<TagList> {
  const rows = await db.$queryRaw`
    SELECT t."id", t."name", seen."count" FROM "Tag" t
    CROSS JOIN LATERAL (
      SELECT count(*) AS "count" FROM "ImageTag" k JOIN "Image" i ON i."id" = k."imageId"
      WHERE k."tagId" = t."id" AND ${isVisible(viewer)}
    ) seen
    WHERE t."teamId" = ${viewer.teamId}::uuid AND seen."count" > 0
    ORDER BY t."name" LIMIT ${mostShown}`
  return tagListSchema.parse({ tags: rowsSchema.parse(rows), can: { manage: tagPolicy.manage(viewer) } })
}
