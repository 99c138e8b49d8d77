import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { AppError } from '#lib/errors.ts'
import { listGalleryImages } from '#lib/images/data.ts'
import { galleryScopeSchema } from '#lib/images/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** A page of the gallery: `?scope=` is which part, `?after=` the `next` of the page before. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const { searchParams } = new URL(request.url)
  const scope = galleryScopeSchema.safeParse(searchParams.get('scope') ?? 'team')
  if (!scope.success) throw new AppError('invalid', 'The gallery has no such part. Reload the page.')
  const after = searchParams.get('after')
  return privateJson(
    await listGalleryImages(viewer, { scope: scope.data, ...(after === null ? {} : { after }) }),
  )
})
