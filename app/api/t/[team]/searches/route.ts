import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listSearches } from '#lib/search/data.ts'

/** The viewer's own searches. */
export const GET = teamRoute(z.object({ team: teamSlugSchema }), async ({ viewer }) =>
  privateJson(await listSearches(viewer)),
)
