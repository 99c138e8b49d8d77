'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { mergeTags, removeTag, renameTag } from './data.ts'
import { mergeTagSchema, renameTagSchema, tagRefSchema } from './schema.ts'

export const callTag = teamAction
  .inputSchema(renameTagSchema)
  .action(({ parsedInput, ctx }) => renameTag(ctx.viewer, parsedInput.id, parsedInput.name))

export const joinTags = teamAction
  .inputSchema(mergeTagSchema)
  .action(({ parsedInput, ctx }) => mergeTags(ctx.viewer, parsedInput.id, parsedInput.into))

export const deleteTag = teamAction
  .inputSchema(tagRefSchema)
  .action(({ parsedInput, ctx }) => removeTag(ctx.viewer, parsedInput.id))
