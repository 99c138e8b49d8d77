import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { AppError } from '#lib/errors.ts'
import { listShares } from '#lib/shares/data.ts'

const querySchema = z.object({ search: z.string().max(200).default(''), after: z.string().optional() })

/** The viewer's own links. */
export const GET = teamRoute(z.object({ team: teamSlugSchema }), async ({ viewer, request }) => {
  const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) throw new AppError('invalid', 'Search with at most 200 characters.')
  const { search, after } = query.data
  return privateJson(await listShares(viewer, { search, ...(after === undefined ? {} : { after }) }))
})
