import { shareParamsSchema, shareRoute } from '#lib/auth/share-route.ts'
import { privateJson } from '#lib/auth/team-route.ts'
import { getSharedGallery } from '#lib/shares/data.ts'
import { sharedPageNumberSchema } from '#lib/shares/schema.ts'

/** What a link shows, for programs: what the page says, and nothing beside it. */
export const GET = shareRoute(shareParamsSchema, async ({ visitor, request }) =>
  privateJson(
    await getSharedGallery(
      visitor,
      sharedPageNumberSchema.parse(new URL(request.url).searchParams.get('page') ?? 1),
    ),
  ),
)
