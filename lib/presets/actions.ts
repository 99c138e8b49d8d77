'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { removePreset, renamePreset, savePreset } from './data.ts'
import { removePresetSchema, renamePresetSchema, savePresetSchema } from './schema.ts'

export const keepPreset = teamAction
  .inputSchema(savePresetSchema)
  .action(({ parsedInput, ctx }) => savePreset(ctx.viewer, parsedInput))

export const callPreset = teamAction
  .inputSchema(renamePresetSchema)
  .action(({ parsedInput, ctx }) => renamePreset(ctx.viewer, parsedInput.id, parsedInput.name))

export const deletePreset = teamAction
  .inputSchema(removePresetSchema)
  .action(({ parsedInput, ctx }) => removePreset(ctx.viewer, parsedInput.id))
