import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, bytesBody, privateJson, teamRoute } from '#lib/auth/team-route.ts'
import { importPrompts } from '#lib/prompts/data.ts'
import { importRequestSchema, maxFileBytes } from '#lib/prompts/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })

/** Brings a file of prompts in, as its plan said; the body is the file. */
export const POST = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const wish = addressQuery(request, importRequestSchema)
  const text = (await bytesBody(request, maxFileBytes)).toString('utf8')
  return privateJson(await importPrompts(viewer, { ...wish, text }))
})
