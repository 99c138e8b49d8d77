import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listTags } from '#lib/tags/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The tags of images that the viewer sees, each with on how many of them it is. */
export const GET = teamRoute(paramsSchema, async ({ viewer }) => privateJson(await listTags(viewer)))
