import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { jsonBody, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { estimateCost } from '#lib/models/data.ts'
import { estimateQuestionSchema } from '#lib/models/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** What a generation would cost. */
export const POST = teamRoute(paramsSchema, async ({ viewer, request }) =>
  privateJson(await estimateCost(viewer, await jsonBody(request, estimateQuestionSchema))),
)
