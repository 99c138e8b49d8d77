import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listCells } from '#lib/batches/data.ts'
import { AppError } from '#lib/errors.ts'

const paramsSchema = z.object({ team: teamSlugSchema, batch: z.uuid() })

const placeSchema = z.object({
  after: z.coerce.number().int().min(-1).max(1_000_000).default(-1),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

/** A page of a batch's cells: `?after=` is the `next` of the page before, `?limit=` at most 200. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request, params }) => {
  const place = placeSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!place.success) throw new AppError('invalid', 'This is not a place in the batch. Reload the page.')
  return privateJson(await listCells(viewer, params.batch, place.data))
})
