'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { createAlbum, moveInAlbum, removeAlbum, renameAlbum, restoreAlbum, setAlbumCover } from './data.ts'
import { albumCoverSchema, albumRefSchema, createAlbumSchema, moveInAlbumSchema } from './schema.ts'

export const makeAlbum = teamAction
  .inputSchema(createAlbumSchema)
  .action(({ parsedInput, ctx }) => createAlbum(ctx.viewer, parsedInput))

export const callAlbum = teamAction
  .inputSchema(createAlbumSchema)
  .action(({ parsedInput, ctx }) => renameAlbum(ctx.viewer, parsedInput))

export const deleteAlbum = teamAction
  .inputSchema(albumRefSchema)
  .action(({ parsedInput, ctx }) => removeAlbum(ctx.viewer, parsedInput.id))

export const undoDeleteAlbum = teamAction
  .inputSchema(albumRefSchema)
  .action(({ parsedInput, ctx }) => restoreAlbum(ctx.viewer, parsedInput.id))

export const chooseAlbumCover = teamAction
  .inputSchema(albumCoverSchema)
  .action(({ parsedInput, ctx }) => setAlbumCover(ctx.viewer, parsedInput.id, parsedInput.image))

export const orderAlbum = teamAction
  .inputSchema(moveInAlbumSchema)
  .action(({ parsedInput, ctx }) => moveInAlbum(ctx.viewer, parsedInput.id, parsedInput))
