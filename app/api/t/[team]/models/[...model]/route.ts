import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getModel } from '#lib/models/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, model: z.array(z.string()).max(2) })

/** A model with its parameters. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) =>
  privateJson(await getModel(viewer, params.model.map(decodeURIComponent).join('/'))),
)
