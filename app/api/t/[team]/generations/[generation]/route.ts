import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getGeneration } from '#lib/generations/data.ts'
import { generationIdSchema } from '#lib/generations/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema, generation: generationIdSchema })

/** One generation. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) =>
  privateJson(await getGeneration(viewer, params.generation)),
)
