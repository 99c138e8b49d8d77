'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { removeImages, restoreImages, setMarks } from './data.ts'
import { markImagesSchema, removeFromGallerySchema, restoreToGallerySchema } from './schema.ts'

export const markImages = teamAction
  .inputSchema(markImagesSchema)
  .action(({ parsedInput, ctx }) => setMarks(ctx.viewer, parsedInput.images, parsedInput.marks))

export const removeFromGallery = teamAction
  .inputSchema(removeFromGallerySchema)
  .action(({ parsedInput, ctx }) => removeImages(ctx.viewer, parsedInput.images))

export const restoreToGallery = teamAction
  .inputSchema(restoreToGallerySchema)
  .action(({ parsedInput, ctx }) => restoreImages(ctx.viewer, parsedInput.images))
