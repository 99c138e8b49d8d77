import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { teamRoute } from '#lib/auth/team-route.ts'
import { zipBatch } from '#lib/batches/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, batch: z.uuid() })

/** All images of a batch in one file, with how each was made. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) => {
  const { filename, stream } = await zipBatch(viewer, params.batch)
  return new Response(stream, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${filename}"`,
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
    },
  })
})
