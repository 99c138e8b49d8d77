import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { getGalleryOutline } from '#lib/images/data.ts'
import { galleryPlaceSchema } from '#lib/images/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The next piece of a list's outline: `?scope=`, `?album=` and `?search=` say of which images, `?after=` from where. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) =>
  privateJson(await getGalleryOutline(viewer, addressQuery(request, galleryPlaceSchema))),
)
