'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { startChange, takeChangeBack } from './data.ts'
import { changeImagesSchema, undoChangeSchema } from './schema.ts'

export const changeImages = teamAction
  .inputSchema(changeImagesSchema)
  .action(({ parsedInput, ctx }) => startChange(ctx.viewer, parsedInput))

export const undoChange = teamAction
  .inputSchema(undoChangeSchema)
  .action(({ parsedInput, ctx }) => takeChangeBack(ctx.viewer, parsedInput.id))
