import { z } from 'zod'
import { modelIdSchema } from '#lib/upstream/schema.ts'

export { modelPath, modelTextPath } from '#lib/models/schema/address.ts'

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

const isName = (name: string): boolean => {
  const [provider = '', ...rest] = name.split('/')
  const isPinned = rest.length === 2 && /^[a-z][a-z0-9-]{0,40}$/.test(provider)
  return modelIdSchema.safeParse(isPinned ? rest.join('/') : name).success
}

/** An id, an alias, or either after a provider ("vertex/imagen-3.0-generate-002"). */
export const modelNameSchema = z.string().refine(isName, 'This is not the name of a model.')

/**
 * What the address of a page names. The parts come as they stand in it, so that an encoded slash reaches the page as it was
 * written. Null for what no model is called.
 */
export function readModelName(parts: readonly string[]): string | null {
  return modelNameSchema.safeParse(parts.map(decoded).join('/')).data ?? null
}
