import { shareParamsSchema, shareRoute } from '#lib/auth/share-route.ts'
import { zipShare } from '#lib/shares/data.ts'

/** All pictures of a link in one file, where that is allowed. */
export const GET = shareRoute(shareParamsSchema, async ({ visitor }) => {
  const { filename, stream } = await zipShare(visitor)
  return new Response(stream, {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${filename}"`,
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
    },
  })
})
