import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getShare } from '#lib/shares/data.ts'

/** One link, for whoever may change it. */
export const GET = teamRoute(
  z.object({ team: teamSlugSchema, share: z.uuid() }),
  async ({ viewer, params }) => privateJson(await getShare(viewer, params.share)),
)
