'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { setBudget } from './data.ts'
import { setBudgetSchema } from './schema.ts'

export const saveBudget = teamAction
  .inputSchema(setBudgetSchema)
  .action(({ parsedInput, ctx }) => setBudget(ctx.viewer, parsedInput))
