'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import {
  cancelGeneration,
  createGeneration,
  removeGeneration,
  restoreGeneration,
  retryGeneration,
  setVisibility,
} from './data.ts'
import {
  cancelGenerationSchema,
  changeVisibilitySchema,
  deleteGenerationSchema,
  retryGenerationSchema,
  startGenerationSchema,
} from './schema.ts'

export const startGeneration = teamAction
  .inputSchema(startGenerationSchema)
  .action(({ parsedInput, ctx }) => createGeneration(ctx.viewer, parsedInput))

export const stopGeneration = teamAction
  .inputSchema(cancelGenerationSchema)
  .action(({ parsedInput, ctx }) => cancelGeneration(ctx.viewer, parsedInput.id))

export const tryAgain = teamAction
  .inputSchema(retryGenerationSchema)
  .action(({ parsedInput, ctx }) => retryGeneration(ctx.viewer, parsedInput.id, parsedInput.afterAttempt))

export const deleteGeneration = teamAction
  .inputSchema(deleteGenerationSchema)
  .action(({ parsedInput, ctx }) => removeGeneration(ctx.viewer, parsedInput.id))

export const undoDeleteGeneration = teamAction
  .inputSchema(deleteGenerationSchema)
  .action(({ parsedInput, ctx }) => restoreGeneration(ctx.viewer, parsedInput.id))

export const changeVisibility = teamAction
  .inputSchema(changeVisibilitySchema)
  .action(({ parsedInput, ctx }) => setVisibility(ctx.viewer, parsedInput.id, parsedInput.visibility))
