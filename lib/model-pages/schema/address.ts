import { z } from 'zod'
import { modelIdSchema } from '#lib/upstream/schema.ts'

/** Where a model's page is. Its id may hold a slash, which stays one. */
export const modelPath = (team: string, modelId: string) => `/t/${team}/models/${modelId}`

/**
 * The same page as Markdown, for agents, or the whole catalogue: below /api/t/[team] with a session, below /openai/v1 with a
 * program's token.
 */
export const modelTextPath = (modelId?: string) =>
  modelId === undefined ? '/models/llms.txt' : `/models/llms.txt?model=${encodeURIComponent(modelId)}`

/** What the gallery's search finds of a model. */
export const modelGalleryPath = (team: string, modelId: string) =>
  `/t/${team}/gallery?show=team&search=${encodeURIComponent(`model:${modelId}`)}`

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
