import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listSearchNames } from '#lib/search/data.ts'

/** What a search can name: members, albums, tags. */
export const GET = teamRoute(z.object({ team: teamSlugSchema }), async ({ viewer }) =>
  privateJson(await listSearchNames(viewer)),
)
