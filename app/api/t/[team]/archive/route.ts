import { z } from 'zod'
import { exportTeam } from '#lib/archive/data.ts'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { teamRoute } from '#lib/auth/team-route.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The whole team in one file. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => {
  const { filename, stream } = await exportTeam(viewer)
  return new Response(stream, {
    headers: {
      'content-type': 'application/x-tar',
      'content-disposition': `attachment; filename="${filename}"`,
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
    },
  })
})
