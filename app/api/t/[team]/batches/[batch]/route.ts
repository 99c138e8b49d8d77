import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getBatch } from '#lib/batches/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, batch: z.uuid() })

/** A batch and where it stands. */
export const GET = teamRoute(paramsSchema, async ({ viewer, params }) =>
  privateJson(await getBatch(viewer, params.batch)),
)
