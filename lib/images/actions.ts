'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { removeImages, restoreImages, setFavourite } from './data.ts'
import { markFavouriteSchema, removeFromGallerySchema, restoreToGallerySchema } from './schema.ts'

export const markFavourite = teamAction
  .inputSchema(markFavouriteSchema)
  .action(({ parsedInput, ctx }) => setFavourite(ctx.viewer, parsedInput.images, parsedInput.favourite))

export const removeFromGallery = teamAction
  .inputSchema(removeFromGallerySchema)
  .action(({ parsedInput, ctx }) => removeImages(ctx.viewer, parsedInput.images))

export const restoreToGallery = teamAction
  .inputSchema(restoreToGallerySchema)
  .action(({ parsedInput, ctx }) => restoreImages(ctx.viewer, parsedInput.images))
