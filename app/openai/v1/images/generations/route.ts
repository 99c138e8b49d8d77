import { z } from 'zod'
import { callerRoute, preflight } from '#lib/auth/caller-route.ts'
import { jsonBody } from '#lib/auth/team-route.ts'
import { answerCall } from '#lib/gateway/data.ts'
import { imageCallSchema } from '#lib/gateway/schema.ts'

/** Pictures from words, or with `?dryRun=true` what they would cost. */
export const POST = callerRoute('images:create', z.object({}), async ({ caller, request }) =>
  answerCall(caller, request, { call: await jsonBody(request, imageCallSchema), inputs: [] }),
)

export const OPTIONS = preflight
