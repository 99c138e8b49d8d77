import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listModels } from '#lib/models/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The catalogue. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) =>
  privateJson({ models: await listModels(viewer) }),
)
