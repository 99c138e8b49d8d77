import { fileLinkSchema, fileLinkViewer } from '#lib/auth/file-links.ts'
import { toResponse } from '#lib/auth/team-route.ts'
import { toBytesResponse } from '#lib/bytes-response.ts'
import { AppError } from '#lib/errors.ts'
import { getImageBytes } from '#lib/images/data.ts'

/** An image's bytes, for whoever has an address that this server gave out within the hour. */
export async function GET(request: Request, { params }: { params: Promise<{ image: string }> }) {
  try {
    const asked = fileLinkSchema.safeParse({
      ...Object.fromEntries(new URL(request.url).searchParams),
      ...(await params),
    })
    const link = asked.data
    const viewer = link && (await fileLinkViewer(link))
    if (!link || !viewer)
      throw new AppError('not_found', 'This address opens nothing. It is good for an hour.')
    return await toBytesResponse(request, await getImageBytes(viewer, link.image, 'original'))
  } catch (error) {
    return toResponse(error)
  }
}
