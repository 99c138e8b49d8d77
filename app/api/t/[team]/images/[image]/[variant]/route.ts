import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { teamRoute } from '#lib/auth/team-route.ts'
import { toBytesResponse } from '#lib/bytes-response.ts'
import { getImageBytes } from '#lib/images/data.ts'
import { imageVariantSchema } from '#lib/images/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema, image: z.uuid(), variant: imageVariantSchema })

/** An image's bytes: the original or a preview, whole or in part. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request, params }) =>
  toBytesResponse(request, await getImageBytes(viewer, params.image, params.variant)),
)
