import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listQueue } from '#lib/queue/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** What runs and what waits, in the order in which it will start. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listQueue(viewer)))
