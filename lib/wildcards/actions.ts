'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { removeWildcard, saveWildcard } from './data.ts'
import { removeWildcardSchema, saveWildcardSchema } from './schema.ts'

export const keepWildcard = teamAction
  .inputSchema(saveWildcardSchema)
  .action(({ parsedInput, ctx }) => saveWildcard(ctx.viewer, parsedInput))

export const deleteWildcard = teamAction
  .inputSchema(removeWildcardSchema)
  .action(({ parsedInput, ctx }) => removeWildcard(ctx.viewer, parsedInput.id))
