'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import * as data from './data.ts'
import { cancelMineSchema } from './schema.ts'

export const cancelMine = teamAction
  .inputSchema(cancelMineSchema)
  .action(({ ctx }) => data.cancelMine(ctx.viewer))
