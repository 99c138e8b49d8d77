import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, teamRoute } from '#lib/auth/team-route.ts'
import { csvResponse } from '#lib/csv.ts'
import { readUsage, usageColumns } from '#lib/usage/data.ts'
import { usageQuestionSchema } from '#lib/usage/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

export const GET = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const question = addressQuery(request, usageQuestionSchema)
  return csvResponse(
    `${viewer.teamSlug}-usage-${question.range}.csv`,
    usageColumns,
    readUsage(viewer, question),
  )
})
