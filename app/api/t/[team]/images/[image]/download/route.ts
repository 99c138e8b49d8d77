import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { teamRoute } from '#lib/auth/team-route.ts'
import { AppError } from '#lib/errors.ts'
import { getDownload } from '#lib/files/data.ts'
import { attachment } from '#lib/files/schema/name.ts'
import { downloadQuerySchema } from '#lib/files/schema/request.ts'

const paramsSchema = z.object({ team: teamSlugSchema, image: z.uuid() })

/** One image as a file to keep, in the type that was asked for. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request, params }) => {
  const query = downloadQuerySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) throw new AppError('invalid', 'Ask for original, png, jpeg, webp, avif or gif.')
  const file = await getDownload(viewer, params.image, query.data, request.signal)
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.mime,
      'content-length': String(file.bytes.byteLength),
      'content-disposition': attachment(file.name, file.ending),
      'cache-control': 'private, no-store, no-transform',
      // What was wished for is not always what a file of this type can hold.
      'x-recipe': file.hasRecipe ? 'inside' : 'none',
    },
  })
})
