import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getVersion } from '#lib/prompts/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, version: z.uuid() })

/** One version of a prompt: what it says, and what came of it. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) =>
  privateJson(await getVersion(viewer, params.version)),
)
