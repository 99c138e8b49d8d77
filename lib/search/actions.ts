'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { removeSearch, renameSearch, saveSearch } from './data.ts'
import { removeSearchSchema, renameSearchSchema, saveSearchSchema } from './schema.ts'

export const keepSearch = teamAction
  .inputSchema(saveSearchSchema)
  .action(({ parsedInput, ctx }) => saveSearch(ctx.viewer, parsedInput))

export const callSearch = teamAction
  .inputSchema(renameSearchSchema)
  .action(({ parsedInput, ctx }) => renameSearch(ctx.viewer, parsedInput.id, parsedInput.name))

export const deleteSearch = teamAction
  .inputSchema(removeSearchSchema)
  .action(({ parsedInput, ctx }) => removeSearch(ctx.viewer, parsedInput.id))
