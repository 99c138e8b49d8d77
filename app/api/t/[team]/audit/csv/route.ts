import { z } from 'zod'
import { readAudit } from '#lib/audit/data.ts'
import { auditFilterSchema } from '#lib/audit/schema.ts'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, teamRoute } from '#lib/auth/team-route.ts'
import { csvResponse } from '#lib/csv.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

export const GET = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const pages = readAudit(viewer, addressQuery(request, auditFilterSchema))
  return csvResponse(
    `${viewer.teamSlug}-audit.csv`,
    ['time', 'who', 'action', 'subject', 'name', 'detail'],
    pages,
  )
})
