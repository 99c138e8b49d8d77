import { z } from 'zod'

// What every page knows of inputs that shows pictures; what a request says of them stands in request.ts.

/** What a picture is for: to start from, or to say where (a PNG; what is transparent is drawn anew). */
export const inputRoleSchema = z.enum(['image', 'mask'])
export type InputRole = z.infer<typeof inputRoleSchema>

const size = z.number().int()

export const visibleInputSchema = z.object({
  role: inputRoleSchema,
  from: z.enum(['gallery', 'upload']),
  id: z.uuid(),
  width: size,
  height: size,
  thumbhash: z.string().nullable(),
})

/** A picture to start from, as it is shown and kept in a draft: an image of the gallery, or brought along. */
export type VisibleInput = z.infer<typeof visibleInputSchema>

/** The same, of a generation: `hidden` where it is not the viewer's to see. */
export const inputSchema = z.union([
  visibleInputSchema,
  z.object({ from: z.literal('hidden'), role: inputRoleSchema }),
])

export type Input = z.infer<typeof inputSchema>
