'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { removeSearch, saveSearch } from './data.ts'
import { removeSearchSchema, saveSearchSchema } from './schema.ts'

export const keepSearch = teamAction
  .inputSchema(saveSearchSchema)
  .action(({ parsedInput, ctx }) => saveSearch(ctx.viewer, parsedInput))

export const deleteSearch = teamAction
  .inputSchema(removeSearchSchema)
  .action(({ parsedInput, ctx }) => removeSearch(ctx.viewer, parsedInput.id))
