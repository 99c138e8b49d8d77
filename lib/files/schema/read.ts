import { SaxesParser } from 'saxes'
import { containers, kindOf } from './containers.ts'
import { recipeNamespace } from './packet.ts'
import { promptIn } from './parameters.ts'
import type { FileRecipe } from './recipe.ts'
import { fileRecipeSchema } from './recipe.ts'

/** What a file says of how it was made: all of it, or, from another program's notes, the words alone. */
export type FoundRecipe = { kind: 'recipe'; recipe: FileRecipe } | { kind: 'prompt'; prompt: string }

const mostBytes = 2_000_000

/**
 * The text of our property in a packet: as an element, or as an attribute, as which other programs write it anew.
 * Entities beyond XML's own five are an error, and nothing is fetched.
 */
function propertyIn(xml: string): string | null {
  const parser = new SaxesParser({ xmlns: true })
  let [text, isInside]: [string | null, boolean] = [null, false]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ uri, local, attributes }) => {
    const attribute = Object.values(attributes).find(
      (each) => each.uri === recipeNamespace && each.local === 'recipe',
    )
    if (attribute) text = attribute.value
    isInside = uri === recipeNamespace && local === 'recipe'
    if (isInside) text = ''
  })
  parser.on('text', (part) => {
    if (isInside) text = (text ?? '') + part
  })
  parser.on('closetag', () => {
    isInside = false
  })
  parser.write(xml).close()
  return text
}

/** The recipe in an XMP packet; null where there is none that can be understood. */
export function recipeIn(packet: Uint8Array): FileRecipe | null {
  if (packet.length > mostBytes) return null
  try {
    const text = propertyIn(new TextDecoder('utf-8', { fatal: true }).decode(packet).trim())
    return text === null ? null : (fileRecipeSchema.safeParse(JSON.parse(text)).data ?? null)
  } catch {
    return null
  }
}

/** Reads back how a picture was made. Bytes of any kind may come: what is not understood holds no recipe. */
export function readRecipe(bytes: Uint8Array): FoundRecipe | null {
  const kind = kindOf(bytes)
  if (!kind) return null
  try {
    const packet = containers[kind].packetIn(bytes)
    const recipe = packet && recipeIn(packet)
    if (recipe) return { kind: 'recipe', recipe }
    const prompt = kind === 'image/png' ? promptIn(bytes) : null
    return prompt === null ? null : { kind: 'prompt', prompt }
  } catch {
    return null
  }
}
