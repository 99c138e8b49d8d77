'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { addExamples, changeExample, moveExamples, removeExample, restoreExample } from './data.ts'
import { addExamplesSchema, changeExampleSchema, exampleRefSchema, orderExamplesSchema } from './schema.ts'

export const addToExamples = teamAction
  .inputSchema(addExamplesSchema)
  .action(({ parsedInput, ctx }) => addExamples(ctx.viewer, parsedInput))

export const describeExample = teamAction
  .inputSchema(changeExampleSchema)
  .action(({ parsedInput: { team: _team, ...change }, ctx }) => changeExample(ctx.viewer, change))

export const orderExamples = teamAction
  .inputSchema(orderExamplesSchema)
  .action(({ parsedInput, ctx }) => moveExamples(ctx.viewer, parsedInput.owner, parsedInput))

export const takeExampleOut = teamAction
  .inputSchema(exampleRefSchema)
  .action(({ parsedInput, ctx }) => removeExample(ctx.viewer, parsedInput.id))

export const undoTakeExampleOut = teamAction
  .inputSchema(exampleRefSchema)
  .action(({ parsedInput, ctx }) => restoreExample(ctx.viewer, parsedInput.id))
