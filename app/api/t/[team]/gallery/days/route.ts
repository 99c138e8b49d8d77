import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listGalleryDays } from '#lib/images/data.ts'
import { galleryDaysSchema } from '#lib/images/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** How many images each day has: `?scope=mine` or `team`. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) =>
  privateJson(await listGalleryDays(viewer, addressQuery(request, galleryDaysSchema).scope)),
)
