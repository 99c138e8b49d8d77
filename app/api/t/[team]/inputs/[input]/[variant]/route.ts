import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { teamRoute } from '#lib/auth/team-route.ts'
import { toBytesResponse } from '#lib/bytes-response.ts'
import { imageVariantSchema } from '#lib/images/schema.ts'
import { getUploadBytes } from '#lib/inputs/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema, input: z.uuid(), variant: imageVariantSchema })

/** The bytes of a picture that somebody brought along: the original or a preview, whole or in part. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request, params }) =>
  toBytesResponse(request, await getUploadBytes(viewer, params.input, params.variant)),
)
