'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { changeRouting } from './data.ts'
import { changeRoutingSchema } from './schema.ts'

export const saveRouting = teamAction
  .inputSchema(changeRoutingSchema)
  .action(({ parsedInput: { policy, gemini, vertex }, ctx }) =>
    changeRouting(ctx.viewer, { policy, percents: { gemini, vertex } }),
  )
