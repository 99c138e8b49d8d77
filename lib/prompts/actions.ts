'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import {
  changePrompt,
  createPrompt,
  forkPrompt,
  labelVersion,
  pinPrompt,
  removePrompt,
  renameFolder,
  restorePrompt,
  restoreVersion,
  saveVersion,
} from './data.ts'
import {
  changePromptSchema,
  createPromptSchema,
  forkPromptSchema,
  labelVersionSchema,
  pinPromptSchema,
  promptRefSchema,
  renameFolderSchema,
  restoreVersionSchema,
  saveVersionSchema,
} from './schema.ts'

export const keepPrompt = teamAction
  .inputSchema(createPromptSchema)
  .action(({ parsedInput: { team: _team, ...prompt }, ctx }) => createPrompt(ctx.viewer, prompt))

export const describePrompt = teamAction
  .inputSchema(changePromptSchema)
  .action(({ parsedInput: { team: _team, ...prompt }, ctx }) => changePrompt(ctx.viewer, prompt))

export const keepVersion = teamAction
  .inputSchema(saveVersionSchema)
  .action(({ parsedInput, ctx }) => saveVersion(ctx.viewer, parsedInput))

export const takeVersionBack = teamAction
  .inputSchema(restoreVersionSchema)
  .action(({ parsedInput, ctx }) => restoreVersion(ctx.viewer, parsedInput))

export const takePromptOver = teamAction
  .inputSchema(forkPromptSchema)
  .action(({ parsedInput, ctx }) => forkPrompt(ctx.viewer, parsedInput))

export const putLabel = teamAction
  .inputSchema(labelVersionSchema)
  .action(({ parsedInput, ctx }) => labelVersion(ctx.viewer, parsedInput))

export const keepAtHand = teamAction
  .inputSchema(pinPromptSchema)
  .action(({ parsedInput, ctx }) => pinPrompt(ctx.viewer, parsedInput.id, parsedInput.isPinned))

export const deletePrompt = teamAction
  .inputSchema(promptRefSchema)
  .action(({ parsedInput, ctx }) => removePrompt(ctx.viewer, parsedInput.id))

export const undoDeletePrompt = teamAction
  .inputSchema(promptRefSchema)
  .action(({ parsedInput, ctx }) => restorePrompt(ctx.viewer, parsedInput.id))

export const callFolder = teamAction
  .inputSchema(renameFolderSchema)
  .action(({ parsedInput, ctx }) => renameFolder(ctx.viewer, parsedInput.id, parsedInput.name))
