import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listPromptNames } from '#lib/prompts/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** What the prompts of the library are called, for completion in the editor. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listPromptNames(viewer)))
