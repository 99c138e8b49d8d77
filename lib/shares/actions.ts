'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { createShare, editShare, refreshShare, renewShare, revokeShare } from './data.ts'
import { createShareSchema, editShareSchema, oneShareSchema } from './schema.ts'

export const shareImages = teamAction
  .inputSchema(createShareSchema)
  .action(({ parsedInput, ctx }) => createShare(ctx.viewer, parsedInput))

export const changeShare = teamAction
  .inputSchema(editShareSchema)
  .action(({ parsedInput: { team: _team, id, ...change }, ctx }) => editShare(ctx.viewer, id, change))

export const updateShare = teamAction
  .inputSchema(oneShareSchema)
  .action(({ parsedInput, ctx }) => refreshShare(ctx.viewer, parsedInput.id))

export const changeShareAddress = teamAction
  .inputSchema(oneShareSchema)
  .action(({ parsedInput, ctx }) => renewShare(ctx.viewer, parsedInput.id))

export const endShare = teamAction
  .inputSchema(oneShareSchema)
  .action(({ parsedInput, ctx }) => revokeShare(ctx.viewer, parsedInput.id))
