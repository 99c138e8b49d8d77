import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listWildcards } from '#lib/wildcards/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The viewer's own lists and the team's, without their lines. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listWildcards(viewer)))
