import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getWildcard } from '#lib/wildcards/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, wildcard: z.uuid() })

/** A list with all of its lines. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) =>
  privateJson(await getWildcard(viewer, params.wildcard)),
)
