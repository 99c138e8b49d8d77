import type { Mode, Model, ModelCard } from './model.ts'
import type { ReadSchema } from './read.ts'

type Ways = Pick<Model, 'modes' | 'inputs' | 'takesPrompt'>

/** What needs no picture may still take one. */
const leastOf = (modes: readonly Mode[]) => (modes.includes('text-to-image') ? 0 : 1)

/** By the catalogue's words alone, where the schema cannot be read. */
function saidBy({ modes }: ModelCard): Ways {
  const startsFromPicture = modes.some((mode) => mode !== 'text-to-image')
  return {
    modes,
    inputs: startsFromPicture ? { min: leastOf(modes), max: 1, mask: false } : null,
    takesPrompt: modes.some((mode) => mode !== 'upscale'),
  }
}

/** Of a model that takes pictures: a prompt and a picture may mean an edit, or an enlargement that is told something. */
function modesOf(card: ModelCard, { hasPrompt, images, parameters }: ReadSchema): Mode[] {
  const says = (mode: Mode) => card.modes.includes(mode)
  const isUpscaler = says('upscale') || parameters.some(({ name }) => name === 'scale_factor')
  const told: Mode[] = [
    ...(images?.min === 0 && says('text-to-image') ? (['text-to-image'] as const) : []),
    ...(!isUpscaler || says('image-edit') ? (['image-edit'] as const) : []),
  ]
  const modes = hasPrompt ? told : []
  return isUpscaler || modes.length === 0 ? [...modes, 'upscale'] : modes
}

/**
 * What a model can make pictures from: by its schema, and where that leaves it open by what the catalogue says. No model
 * is known by its name.
 */
export function waysOf(card: ModelCard, schema: ReadSchema | null): Ways {
  if (!schema) return saidBy(card)
  const { images, hasPrompt, hasMask } = schema
  if (!images) return { modes: ['text-to-image'], inputs: null, takesPrompt: true }
  const modes = modesOf(card, schema)
  return { modes, inputs: { ...images, min: leastOf(modes), mask: hasMask }, takesPrompt: hasPrompt }
}
