import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listGalleryImages } from '#lib/images/data.ts'
import { galleryPlaceSchema } from '#lib/images/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/**
 * A page of the gallery: `?scope=`, `?album=` and `?search=` say of which images, `?from=`, `?after=` or `?before=` where
 * in their list it is.
 */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) =>
  privateJson(await listGalleryImages(viewer, addressQuery(request, galleryPlaceSchema))),
)
