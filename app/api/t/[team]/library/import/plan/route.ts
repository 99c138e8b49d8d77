import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, bytesBody, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { planImportOf } from '#lib/prompts/data.ts'
import { importQuerySchema, maxFileBytes } from '#lib/prompts/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** What bringing a file of prompts in would change, and changes nothing; the body is the file. */
export const POST = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const wish = addressQuery(request, importQuerySchema)
  const text = (await bytesBody(request, maxFileBytes)).toString('utf8')
  return privateJson(await planImportOf(viewer, { ...wish, text }))
})
