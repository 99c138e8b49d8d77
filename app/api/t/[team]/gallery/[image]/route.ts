import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getImageDetail } from '#lib/images/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, image: z.uuid() })

/** Everything about one image. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) =>
  privateJson(await getImageDetail(viewer, params.image)),
)
