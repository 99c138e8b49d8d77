import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listPresets } from '#lib/presets/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The viewer's own presets and the team's. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listPresets(viewer)))
