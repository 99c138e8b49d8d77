import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { jsonBody, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { planBatch } from '#lib/batches/data.ts'
import { planQuestionSchema } from '#lib/batches/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** What a batch would be and cost. */
export const POST = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const { plan, reuse } = await jsonBody(request, planQuestionSchema)
  return privateJson(await planBatch(viewer, plan, { reuse }))
})
