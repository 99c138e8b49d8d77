import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { upstreamState } from '#lib/models/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** Whether pictures can be paid for: for the banner. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await upstreamState(viewer)))
