import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listFeed } from '#lib/batches/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** A page of what the team made, each batch once; `?before=` is the `next` of the page before. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const before = new URL(request.url).searchParams.get('before')
  return privateJson(await listFeed(viewer, before === null ? {} : { before }))
})
