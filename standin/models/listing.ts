import type { JsonObject } from '../contract.ts'
import { toDollars } from '../records/money.ts'
import type { Model } from './model.ts'

/**
 * A model as GET /models shows it. The minimal shape is documented; the rich one is what Lumenfall's own browser extension
 * reads from the live list. The values of `model_status` and `capabilities` are guesses.
 */
export function toListing(model: Model): JsonObject {
  const minimal = { id: model.id, object: 'model', created: model.created, owned_by: model.creator }
  if (model.listing === 'minimal') return minimal
  const startingPrice = model.price.per === 'image' ? Math.min(...Object.values(model.price.micros)) : null
  return {
    ...minimal,
    name: model.name,
    description: model.description,
    creator_organization: model.creator,
    featured: model.featured ?? false,
    model_status: model.status,
    starting_price: startingPrice === null ? null : toDollars(startingPrice),
    free: startingPrice === 0,
    tags: [...model.tags],
    aliases: [...model.aliases],
    alternative_names: [],
    image_url: null,
    model_page_path: `/models/${model.creator}/${model.id}`,
    capabilities: model.modes.includes('edit') ? ['editing', 'inpainting'] : [],
    modality: model.modality === 'vector' ? 'image' : model.modality,
  }
}
