import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getRoom } from '#lib/budgets/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** What the viewer may still spend this month. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson({ room: await getRoom(viewer) }))
