import { z } from 'zod'
import type { Mode, ModelCard } from './model.ts'
import { modelCardSchema } from './model.ts'

const text = z.string().nullable().catch(null)
const texts = z.array(z.string()).catch([])

// The documented entry has id, object, created and owned_by; the others are read by the vendor's browser extension
// from the live list, so they are there at least sometimes.
const entrySchema = z.looseObject({
  id: z.string(),
  name: text,
  label: text,
  description: text,
  creator_organization: text,
  owned_by: text,
  model_status: text,
  // A million dollars for an image is no price.
  starting_price: z.number().min(0).max(1_000_000).nullable().catch(null),
  free: z.boolean().catch(false),
  tags: texts,
  aliases: texts,
  capabilities: texts,
  modality: text,
  modalities: z.looseObject({ output: texts }).nullable().catch(null),
})

type Entry = z.infer<typeof entrySchema>

const first = (...values: (string | null)[]) => values.find((value) => value !== null && value !== '') ?? null

const wordsOf = ({ tags, capabilities }: Entry) =>
  [...tags, ...capabilities].map((word) => word.toLowerCase())

function unsupportedReason(entry: Entry): string | null {
  const words = wordsOf(entry)
  const outputs = entry.modalities?.output ?? (entry.modality === null ? [] : [entry.modality])
  if (outputs.length > 0 && !outputs.includes('image'))
    return `It makes ${outputs.join(' and ')}, not images.`
  if (words.some((word) => word.includes('vector') || word === 'svg'))
    return 'It makes vector graphics, not pictures.'
  return null
}

/** As far as an entry's words say it; what says nothing makes pictures from text. */
function modesOf(entry: Entry): Mode[] {
  const words = wordsOf(entry)
  const has = (pattern: RegExp) => words.some((word) => pattern.test(word))
  const modes: Mode[] = []
  if (has(/edit|inpaint|image-to-image/)) modes.push('image-edit')
  if (has(/upscal/)) modes.push('upscale')
  if (modes.length === 0 || has(/text-to-image|image-generation/)) modes.unshift('text-to-image')
  return modes
}

/** An entry of the upstream's list as a card; null when it has no id that could be called. Never throws. */
export function readModelCard(raw: unknown): ModelCard | null {
  const parsed = entrySchema.safeParse(raw)
  if (!parsed.success) return null
  const entry = parsed.data
  const reason = unsupportedReason(entry)
  const card = {
    id: entry.id,
    name: first(entry.name, entry.label) ?? entry.id,
    creator: first(entry.creator_organization, entry.owned_by) ?? '',
    description: entry.description,
    status: /disabled|retired|deprecated|inactive/i.test(entry.model_status ?? '') ? 'disabled' : 'active',
    priceMicros: entry.free
      ? 0
      : entry.starting_price === null
        ? null
        : Math.round(entry.starting_price * 1_000_000),
    aliases: entry.aliases,
    tags: entry.tags,
    modes: modesOf(entry),
    support: reason === null ? { supported: true } : { supported: false, reason },
  }
  return modelCardSchema.safeParse(card).data ?? null
}
