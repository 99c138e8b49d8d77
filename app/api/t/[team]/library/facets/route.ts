import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listFacets } from '#lib/prompts/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** What the library can be looked through by. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listFacets(viewer)))
