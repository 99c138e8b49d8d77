import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { jsonBody, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { improvePrompt } from '#lib/improvements/data.ts'
import { improvementQuestionSchema } from '#lib/improvements/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** A rewrite of a prompt by the chat model. Whether there is one stands in the state of the upstream. */
export const POST = teamRoute(paramsSchema, async ({ viewer, request }) =>
  privateJson(await improvePrompt(viewer, await jsonBody(request, improvementQuestionSchema))),
)
