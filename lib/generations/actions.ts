'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { cancelGeneration, createGeneration, retryGeneration } from './data.ts'
import { cancelGenerationSchema, retryGenerationSchema, startGenerationSchema } from './schema.ts'

export const startGeneration = teamAction
  .inputSchema(startGenerationSchema)
  .action(({ parsedInput, ctx }) => createGeneration(ctx.viewer, parsedInput))

export const stopGeneration = teamAction
  .inputSchema(cancelGenerationSchema)
  .action(({ parsedInput, ctx }) => cancelGeneration(ctx.viewer, parsedInput.id))

export const tryAgain = teamAction
  .inputSchema(retryGenerationSchema)
  .action(({ parsedInput, ctx }) => retryGeneration(ctx.viewer, parsedInput.id, parsedInput.afterAttempt))
