import { shareParamsSchema, shareRoute } from '#lib/auth/share-route.ts'
import { isKnownTag, toBytesResponse } from '#lib/bytes-response.ts'
import { drawShareCard } from '#lib/shares/data.ts'

/** The picture that stands beside a link where it is pasted. */
export const GET = shareRoute(shareParamsSchema, async ({ visitor, request }) =>
  toBytesResponse(request, await drawShareCard(visitor, (etag) => isKnownTag(request, etag))),
)
