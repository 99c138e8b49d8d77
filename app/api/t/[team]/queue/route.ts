import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { queueCounts } from '#lib/generations/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** How much waits and runs. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await queueCounts(viewer)))
