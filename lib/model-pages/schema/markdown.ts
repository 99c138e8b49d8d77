import { formatDay, formatDuration, formatMoney } from '#lib/format.ts'
import { creatorName, modeName, providerName } from '#lib/models/schema.ts'
import { snippetsFor } from '#lib/snippets/schema.ts'
import { modelTextPath } from './address.ts'
import type { Catalogue, CatalogueLine } from './catalogue.ts'
import { catalogueQuestionSchema, selectLines } from './catalogue.ts'
import type { Benchmark, Source } from './facts.ts'
import type { Measured, ModelPage, ProviderLine } from './page.ts'
import { groupParameters, parameterDefault, parameterValues } from './parameters.ts'
import { stateLabel } from './state.ts'
import type { Line } from './words.ts'
import {
  measuredName,
  priceWords,
  questionsOf,
  quickReference,
  share,
  specifications,
  stateSentence,
} from './words.ts'

/** On one line, and nothing that Markdown would make something of: titles and descriptions come from anywhere. */
const plain = (text: string) =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>|#]/g, String.raw`\$&`)

/** An id or a value, as it is typed. */
const code = (text: string) => `\`${text.replaceAll(/[`\n]/g, ' ')}\``

type Part = string | null

const section = (title: string, ...parts: Part[]): Part => {
  const said = parts.filter((part) => part !== null && part !== '')
  return said.length === 0 ? null : [`## ${title}`, ...said].join('\n\n')
}

const list = (items: readonly string[]): Part =>
  items.length === 0 ? null : items.map((item) => `- ${item}`).join('\n')

const lines = (all: readonly Line[]) => list(all.map(([label, value]) => `${label}: ${plain(value)}`))

function table(columns: readonly string[], rows: readonly (readonly string[])[]): Part {
  if (rows.length === 0) return null
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [row(columns), row(columns.map(() => '---')), ...rows.map(row)].join('\n')
}

const link = ({ title, href }: Source) => `[${plain(title)}](${href})`

const providerRow = ({ slug, configKey, region, priceMicros, retirement }: ProviderLine) => [
  providerName(slug),
  code(configKey),
  region ?? '–',
  priceWords(priceMicros),
  retirement ? `${formatDay(retirement.on)} (${link(retirement.source)})` : '–',
]

const measuredRow = (measured: Measured) => {
  const { calls, succeeded, refused, p50Ms, p95Ms, imageMicros } = measured
  return [
    measuredName(measured),
    String(calls),
    share(succeeded, calls),
    share(refused, calls),
    p50Ms === null ? '–' : formatDuration(p50Ms),
    p95Ms === null ? '–' : formatDuration(p95Ms),
    imageMicros === null ? '–' : formatMoney(imageMicros),
  ]
}

const benchmark = ({ title, note, source, columns, rows }: Benchmark) =>
  [
    `### ${title}`,
    `${note} Source: ${link(source)}.`,
    table(
      columns,
      rows.map(({ name, cells }) => [plain(name), ...cells]),
    ),
  ].join('\n\n')

function parameters({ parameters: specs, isLive }: ModelPage): Part {
  if (specs.length === 0) return null
  const tables = groupParameters(specs).map(({ group, specs: some }) => {
    const rows = some.map((spec) => [
      code(spec.name),
      plain(parameterValues(spec)),
      plain(parameterDefault(spec)),
      spec.providers.length === 0 ? 'all' : spec.providers.map(providerName).join(', '),
      plain(spec.description ?? ''),
    ])
    return `### ${group}\n\n${table(['Name', 'Values', 'Default', 'Providers', 'What it does'], rows)}`
  })
  const from = isLive
    ? 'From the schema that the API gives for this model.'
    : 'The schema could not be read: these the API documents for all models of images.'
  return [from, ...tables].join('\n\n')
}

function programs(page: ModelPage): Part {
  if (!page.support.supported || page.inputs?.min) return null
  const request = { modelId: page.id, provider: null, prompt: 'A harbour at dusk', parameters: { n: 1 } }
  const fences = { curl: 'sh', javascript: 'js', python: 'python' } as const
  return snippetsFor(request, page)
    .map(({ language, label, code: text }) => `### ${label}\n\n\`\`\`${fences[language]}\n${text}\`\`\``)
    .join('\n\n')
}

function state(page: ModelPage): Part {
  const { replacement, others } = page
  if (page.state.kind === 'active') return null
  const instead = replacement
    ? `In its place: ${code(replacement.id)}${replacement.isListed ? '' : ', which the API does not list'}.`
    : others.length > 0
      ? `Of the same creator: ${others.map(({ id }) => code(id)).join(', ')}.`
      : null
  return [stateSentence(page.state), instead].filter((part) => part !== null).join(' ')
}

const about = ({ facts }: ModelPage): Part =>
  facts &&
  [
    ...facts.overview,
    `Strong:\n${list(facts.strengths)}`,
    `Weak:\n${list(facts.weaknesses)}`,
    `Best for:\n${list(facts.bestFor)}`,
    ...facts.background,
  ].join('\n\n')

const uses = ({ facts }: ModelPage): Part =>
  facts &&
  facts.uses
    .map(
      ({ title, note, template, parameters: values }) =>
        `### ${title}\n\n${note}\n\n\`\`\`\n${template}\n\`\`\`\n\nWith ${code(JSON.stringify(values))}`,
    )
    .join('\n\n')

function dependants({ dependants: { prompts, presets, examples, waiting } }: ModelPage): Part {
  const titles = (first: readonly { title: string }[]) => first.map(({ title }) => plain(title)).join(', ')
  return list([
    ...(prompts.count > 0 ? [`Prompts: ${prompts.count} (${titles(prompts.first)})`] : []),
    ...(presets.count > 0 ? [`Presets: ${presets.count} (${titles(presets.first)})`] : []),
    ...(examples > 0 ? [`Examples: ${examples}`] : []),
    ...(waiting > 0 ? [`Waiting or running: ${waiting}`] : []),
  ])
}

const sizes = ({ facts }: ModelPage): Part =>
  facts &&
  table(
    ['Shape', 'Pixels'],
    facts.sizes.map(({ ratio, pixels }) => [ratio, pixels]),
  )

/** The page of a model as Markdown, for agents: everything that the page says, but the pictures. */
export function toMarkdown(page: ModelPage): string {
  const { facts, ranking, support, examples } = page
  const parts: Part[] = [
    `# ${plain(page.name)}`,
    page.description === null ? null : `> ${plain(page.description)}`,
    state(page),
    support.supported ? null : support.reason,
    section('Quick reference', lines(quickReference(page, stateLabel(page.state)))),
    section(
      'Specifications',
      lines(specifications(page)),
      sizes(page),
      lines((facts?.limits ?? []).map(({ label, value }): Line => [label, value])),
    ),
    section(
      'Identifiers',
      list([page.id, ...page.aliases, ...page.providers.map(({ configKey }) => configKey)].map(code)),
    ),
    section('Tags', page.tags.length === 0 ? null : page.tags.map(code).join(' ')),
    section(
      'Providers',
      table(['Provider', 'Config key', 'Region', 'Price', 'Ends'], page.providers.map(providerRow)),
    ),
    section(
      'Measured in this team, 30 days',
      table(
        ['Provider', 'Calls', 'Succeeded', 'Refused', 'p50', 'p95', 'An image'],
        page.measured.map(measuredRow),
      ),
    ),
    section(
      'Made with it here',
      dependants(page),
      list(examples.map(({ title }) => `Example: ${plain(title)}`)),
    ),
    section('Parameters', parameters(page)),
    section('Code', programs(page)),
    section('About', about(page)),
    section('Use cases', uses(page)),
    section(
      'Benchmarks',
      ranking && `In this team: place ${ranking.place} of ${ranking.of}, ${ranking.mean.toFixed(1)} stars.`,
      ...(facts?.benchmarks ?? []).map(benchmark),
    ),
    section(
      'Questions and answers',
      ...questionsOf(page).map(({ question, answer }) => `### ${plain(question)}\n\n${plain(answer)}`),
    ),
    section('Links', list((facts?.links ?? []).map(link))),
  ]
  return `${parts.filter((part) => part !== null && part !== '').join('\n\n')}\n`
}

const catalogueLine = (
  { id, name, creator, priceMicros, modes, state: stands, support }: CatalogueLine,
  base: string,
) => {
  const facts = [
    ...(creator === '' ? [] : [creatorName(creator)]),
    ...modes.map(modeName),
    priceWords(priceMicros),
    ...(stands.kind === 'active' ? [] : [stateLabel(stands)]),
    ...(support.supported ? [] : [support.reason]),
  ]
  return `- [${plain(name)}](${base}${modelTextPath(id)}) ${code(id)}: ${plain(facts.join(', '))}`
}

/** The catalogue as Markdown, each model with the address of its own text below `base`. */
export function catalogueMarkdown({ lines: models, isRead }: Catalogue, base: string): string {
  const shown = selectLines(models, catalogueQuestionSchema.parse({}))
  const note = isRead ? [] : ['The API’s list cannot be read just now: this is the built-in model alone.', '']
  return ['# Models', '', ...note, ...shown.map((line) => catalogueLine(line, base)), ''].join('\n')
}
