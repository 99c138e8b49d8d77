'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import * as data from './data.ts'
import { changeBatchSchema, retryBatchSchema, startBatchSchema } from './schema.ts'

export const startBatch = teamAction
  .inputSchema(startBatchSchema)
  .action(({ parsedInput, ctx }) => data.createBatch(ctx.viewer, parsedInput))

export const pauseBatch = teamAction
  .inputSchema(changeBatchSchema)
  .action(({ parsedInput, ctx }) => data.pauseBatch(ctx.viewer, parsedInput.id))

export const resumeBatch = teamAction
  .inputSchema(changeBatchSchema)
  .action(({ parsedInput, ctx }) => data.resumeBatch(ctx.viewer, parsedInput.id))

export const cancelBatch = teamAction
  .inputSchema(changeBatchSchema)
  .action(({ parsedInput, ctx }) => data.cancelBatch(ctx.viewer, parsedInput.id))

export const retryBatch = teamAction
  .inputSchema(retryBatchSchema)
  .action(({ parsedInput, ctx }) => data.retryFailed(ctx.viewer, parsedInput.id, new Date(parsedInput.upTo)))
