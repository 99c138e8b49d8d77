import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getPrompt } from '#lib/prompts/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, prompt: z.uuid() })

/** A prompt of the library with its history. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) =>
  privateJson(await getPrompt(viewer, params.prompt)),
)
