import { z } from 'zod'
import { callerRoute, preflight } from '#lib/auth/caller-route.ts'
import { privateJson } from '#lib/auth/team-route.ts'
import { listApiModels } from '#lib/gateway/data.ts'

export const GET = callerRoute('models:read', z.object({}), async ({ caller }) =>
  privateJson(await listApiModels(caller)),
)

export const OPTIONS = preflight
