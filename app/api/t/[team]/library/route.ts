import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { listLibrary } from '#lib/prompts/data.ts'
import { libraryFilterSchema } from '#lib/prompts/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** A page of the prompt library, by its part, folder, tag and words; `?after=` the `next` of the page before. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) =>
  privateJson(await listLibrary(viewer, addressQuery(request, libraryFilterSchema))),
)
