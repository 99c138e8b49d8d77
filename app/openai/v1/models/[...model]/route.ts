import { z } from 'zod'
import { callerRoute, preflight } from '#lib/auth/caller-route.ts'
import { addressQuery, privateJson } from '#lib/auth/team-route.ts'
import { describeModel } from '#lib/gateway/data.ts'

// An id can hold a slash, and a client encodes it or not.
const paramsSchema = z.object({
  model: z.array(z.string()).transform((parts) => parts.map(decodeURIComponent).join('/')),
})
const querySchema = z.object({ schema: z.stringbool().default(false) })

export const GET = callerRoute('models:read', paramsSchema, async ({ caller, request, params }) =>
  privateJson(await describeModel(caller, params.model, addressQuery(request, querySchema).schema)),
)

export const OPTIONS = preflight
