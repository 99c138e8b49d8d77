import { creatorName, modeName } from '#lib/models/schema.ts'
import { modelTextPath } from '#lib/models/schema/address.ts'
import type { Catalogue, CatalogueLine } from './catalogue.ts'
import { catalogueQuestionSchema, selectLines } from './catalogue.ts'
import { code, joined, list, plain } from './markdown-text.ts'
import { stateLabel } from './state.ts'
import { priceWords } from './words.ts'

function lineOf({ id, name, creator, priceMicros, modes, state, support }: CatalogueLine, base: string) {
  const facts = [
    ...(creator === '' ? [] : [creatorName(creator)]),
    ...modes.map(modeName),
    priceWords(priceMicros),
    ...(state.kind === 'active' ? [] : [stateLabel(state)]),
    ...(support.supported ? [] : [support.reason]),
  ]
  return `[${plain(name)}](${base}${modelTextPath(id)}) ${code(id)}: ${plain(facts.join(', '))}`
}

/** The catalogue as Markdown, each model with the address of its own text below `base`. */
export function catalogueMarkdown({ lines, isRead }: Catalogue, base: string): string {
  const shown = selectLines(lines, catalogueQuestionSchema.parse({}))
  return joined([
    '# Models',
    isRead ? null : 'The API’s list cannot be read just now: this is the built-in model alone.',
    list(shown.map((line) => lineOf(line, base))),
  ])
}
