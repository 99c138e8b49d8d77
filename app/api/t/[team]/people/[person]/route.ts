import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getMemberPage } from '#lib/examples/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, person: z.uuid() })

/** A member's page: who they are, and what they chose to show. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) =>
  privateJson(await getMemberPage(viewer, params.person)),
)
