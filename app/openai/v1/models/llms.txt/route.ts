import { z } from 'zod'
import { originOf } from '#lib/app-url.ts'
import { callerRoute, preflight } from '#lib/auth/caller-route.ts'
import { addressQuery, privateText } from '#lib/auth/team-route.ts'
import { getCatalogueText, getModelText } from '#lib/model-pages/data.ts'
import { modelNameSchema } from '#lib/model-pages/schema.ts'

const querySchema = z.object({ model: modelNameSchema.optional() })

/** The same as a team's own, with a token. */
export const GET = callerRoute('models:read', z.object({}), async ({ caller, request }) => {
  const { model } = addressQuery(request, querySchema)
  const origin = originOf(request.headers)
  return privateText(
    model === undefined
      ? await getCatalogueText(caller, `${origin}/openai/v1`)
      : await getModelText(caller, model, origin),
  )
})

export const OPTIONS = preflight
