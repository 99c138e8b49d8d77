import { z } from 'zod'
import type { InputRole } from './reference.ts'
import { inputRoleSchema } from './reference.ts'

/** As many pictures as OpenAI's own edits take; and a mask. */
export const maxInputs = 16

/** A picture to start from, as a request names it. */
export const inputRefSchema = z.object({
  role: inputRoleSchema,
  from: z.enum(['gallery', 'upload']),
  id: z.uuid(),
})

export type InputRef = z.infer<typeof inputRefSchema>

const countOf = (inputs: readonly { role: InputRole }[], role: InputRole) =>
  inputs.filter((input) => input.role === role).length

/** The images in their order, and at most one mask. */
export const inputRefsSchema = z
  .array(inputRefSchema)
  .refine((inputs) => countOf(inputs, 'image') <= maxInputs, `At most ${maxInputs} pictures can be given.`)
  .refine((inputs) => countOf(inputs, 'mask') <= 1, 'There can be only one mask.')

const edge = z.number().int().min(1).max(100_000)

export const inputSizesSchema = z
  .array(z.object({ role: inputRoleSchema, width: edge, height: edge }))
  .max(maxInputs + 1)

export type InputSize = z.infer<typeof inputSizesSchema>[number]
