import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { formOrJsonBody, teamRoute } from '#lib/auth/team-route.ts'
import { exportPrompts } from '#lib/prompts/data.ts'
import { exportSchema } from '#lib/prompts/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** Prompts as a file. A form can ask for it, so that the browser keeps what comes as a file. */
export const POST = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const wish = await formOrJsonBody(request, 'request', exportSchema)
  const { filename, mime, text } = await exportPrompts(viewer, wish)
  return new Response(text, {
    headers: {
      'content-type': `${mime}; charset=utf-8`,
      'content-disposition': `attachment; filename="${filename}"`,
      'cache-control': 'private, no-store',
    },
  })
})
