import { z } from 'zod'
import { originOf } from '#lib/app-url.ts'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { addressQuery, privateText, teamRoute } from '#lib/auth/team-route.ts'
import { getCatalogueText, getModelText } from '#lib/model-pages/data.ts'
import { modelNameSchema } from '#lib/model-pages/schema.ts'

const paramsSchema = z.object({ team: teamSlugSchema })
const querySchema = z.object({ model: modelNameSchema.optional() })

/** A model's page as Markdown, for agents; without `model`, the catalogue. */
export const GET = teamRoute(paramsSchema, async ({ viewer, request }) => {
  const { model } = addressQuery(request, querySchema)
  const origin = originOf(request.headers)
  return privateText(
    model === undefined
      ? await getCatalogueText(viewer, `${origin}/api/t/${viewer.teamSlug}`)
      : await getModelText(viewer, model, origin),
  )
})
