import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { formOrJsonBody, teamRoute } from '#lib/auth/team-route.ts'
import { zipSelection } from '#lib/files/data.ts'
import { zipRequestSchema } from '#lib/files/schema/request.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The images of a selection in one file. A form can send it, so that the browser keeps what comes as a file. */
export const POST = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const wish = await formOrJsonBody(request, 'request', zipRequestSchema)
  const { filename, stream } = await zipSelection(viewer, wish, request.signal)
  return new Response(stream, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${filename}"`,
      'cache-control': 'private, no-store, no-transform',
    },
  })
})
