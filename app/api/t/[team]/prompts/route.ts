import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listPrompts } from '#lib/generations/data.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** The viewer's own prompts; `?search=` words or their beginnings, `?before=` the `next` of the page before. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const { searchParams } = new URL(request.url)
  const [search, before] = [searchParams.get('search'), searchParams.get('before')]
  return privateJson(
    await listPrompts(viewer, {
      ...(search === null ? {} : { search }),
      ...(before === null ? {} : { before }),
    }),
  )
})
