import 'server-only'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { isVisible } from './visible.ts'

const shown = 20

const rowsSchema = z.array(z.object({ id: z.uuid(), width: z.number(), height: z.number() }))

/** The images that were made from an image, the newest 20 first: those that the viewer sees, and no word of others. */
export async function listUses(viewer: Viewer, imageId: string): Promise<z.infer<typeof rowsSchema>> {
  const rows = await db.$queryRaw`
    SELECT i."id", i."width", i."height" FROM "Image" i
    WHERE ${isVisible(viewer)} AND i."generationId" IN (
      SELECT "generationId" FROM "GenerationInput" WHERE "imageId" = ${imageId}::uuid
    )
    ORDER BY i."createdAt" DESC, i."id" DESC LIMIT ${shown}`
  return rowsSchema.parse(rows)
}
