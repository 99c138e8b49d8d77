import { z } from 'zod'
import { callerRoute, preflight } from '#lib/auth/caller-route.ts'
import { answerCall, readEdit } from '#lib/gateway/data.ts'

/** Pictures from pictures, or with `?dryRun=true` what they would cost. */
export const POST = callerRoute('images:create', z.object({}), async ({ caller, request }) =>
  answerCall(caller, request, await readEdit(caller, request)),
)

export const OPTIONS = preflight
