import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listChanges } from '#lib/bulk/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The viewer's own changes of many images. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listChanges(viewer)))
