import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listExamples } from '#lib/examples/data.ts'
import { exampleFilterSchema } from '#lib/examples/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** Curated examples: `?owner=mine|team`, `?member=`, `?modelId=`, `?prompt=`. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) =>
  privateJson(await listExamples(viewer, addressQuery(request, exampleFilterSchema))),
)
