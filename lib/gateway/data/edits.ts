import 'server-only'
import type { Caller } from '#lib/auth/schema.ts'
import { AppError } from '#lib/errors.ts'
import { keepUpload, whileUploading } from '#lib/inputs/data.ts'
import type { VisibleInput } from '#lib/inputs/schema.ts'
import { maxInputs } from '#lib/inputs/schema.ts'
import { editFieldsSchema } from '../schema.ts'
import type { Asked } from './images.ts'

/** How clients name the pictures: one, or several. */
const imageNames = ['image', 'image[]']

async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw new AppError('invalid', 'This call is not understood. Send multipart/form-data with an image.')
  }
}

async function keep(caller: Caller, role: VisibleInput['role'], parts: FormDataEntryValue[]) {
  const kept: VisibleInput[] = []
  for (const part of parts) {
    if (typeof part === 'string') throw new AppError('invalid', `Send "${role}" as a file.`)
    kept.push({ ...(await keepUpload(caller, await part.bytes())), role })
  }
  return kept
}

/**
 * Reads an edit's form, and keeps its pictures as uploads of the caller's. Throws AppError `forbidden`, `invalid`,
 * `too_large`, `throttled`.
 */
export const readEdit = (caller: Caller, request: Request): Promise<Asked> =>
  whileUploading(caller, async () => {
    const form = await formOf(request)
    const images = imageNames.flatMap((name) => form.getAll(name))
    const mask = form.getAll('mask')
    if (images.length === 0) throw new AppError('invalid', 'Send at least one image.')
    if (images.length > maxInputs || mask.length > 1)
      throw new AppError('invalid', `Send at most ${maxInputs} images, and one mask.`)
    const words = [...form].filter(([name]) => name !== 'mask' && !imageNames.includes(name))
    const fields = editFieldsSchema.safeParse(Object.fromEntries(words))
    if (!fields.success) {
      const [issue] = fields.error.issues
      throw new AppError(
        'invalid',
        `This call is not understood: ${issue?.path.join('.')} ${issue?.message}.`,
      )
    }
    const inputs = [...(await keep(caller, 'image', images)), ...(await keep(caller, 'mask', mask))]
    return { call: fields.data, inputs }
  })
