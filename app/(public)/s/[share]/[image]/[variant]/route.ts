import { shareParamsSchema, shareRoute } from '#lib/auth/share-route.ts'
import { isKnownTag, toBytesResponse } from '#lib/bytes-response.ts'
import { getSharedBytes } from '#lib/shares/data.ts'
import { sharedFileName, sharedNumberSchema, sharedVariantSchema } from '#lib/shares/schema.ts'

const paramsSchema = shareParamsSchema.extend({ image: sharedNumberSchema, variant: sharedVariantSchema })

/** A picture of a link: a preview, or the whole of it to take along. */
export const GET = shareRoute(paramsSchema, async ({ visitor, request, params: { image, variant } }) => {
  const bytes = await getSharedBytes(visitor, image, variant, (etag) => isKnownTag(request, etag))
  const response = await toBytesResponse(request, bytes)
  if (variant === 'original')
    response.headers.set('content-disposition', `attachment; filename="${sharedFileName(image, bytes.mime)}"`)
  return response
})
