import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listStarters } from '#lib/examples/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** Which of the recipes to start with have a picture here. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listStarters(viewer)))
