import { formatDay, formatDuration, formatMoney } from '#lib/format.ts'
import { providerName } from '#lib/models/schema.ts'
import { snippetsFor } from '#lib/snippets/schema.ts'
import { benchmarkPart, factualLimits, linkPart, readingParts } from './markdown-facts.ts'
import type { Part } from './markdown-text.ts'
import { code, joined, lines, link, list, plain, section, table } from './markdown-text.ts'
import type { Measured, ModelPage, ProviderLine } from './page.ts'
import { groupParameters, parameterDefault, parameterValues } from './parameters.ts'
import { stateLabel } from './state.ts'
import {
  canBeUsed,
  measuredName,
  priceWords,
  programRequest,
  questionsOf,
  quickReference,
  share,
  specifications,
  stateSentence,
} from './words.ts'

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
  if (!canBeUsed(page)) return null
  const fences = { curl: 'sh', javascript: 'js', python: 'python' } as const
  return snippetsFor(programRequest(page), page)
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

function dependants({ dependants: { prompts, presets, examples, waiting } }: ModelPage): Part {
  const titles = (first: readonly { title: string }[]) => first.map(({ title }) => plain(title)).join(', ')
  return list([
    ...(prompts.count > 0 ? [`Prompts: ${prompts.count} (${titles(prompts.first)})`] : []),
    ...(presets.count > 0 ? [`Presets: ${presets.count} (${titles(presets.first)})`] : []),
    ...(examples > 0 ? [`Examples: ${examples}`] : []),
    ...(waiting > 0 ? [`Waiting or running: ${waiting}`] : []),
  ])
}

const questions = (page: ModelPage): Part[] =>
  canBeUsed(page)
    ? questionsOf(page).map(({ question, answer }) => `### ${plain(question)}\n\n${plain(answer)}`)
    : []

/** The page of a model as Markdown, for agents: everything that the page says, but the pictures. */
export function toMarkdown(page: ModelPage): string {
  const { facts, support } = page
  return joined([
    `# ${plain(page.name)}`,
    page.description === null ? null : `> ${plain(page.description)}`,
    state(page),
    support.supported ? null : support.reason,
    section('Quick reference', lines(quickReference(page, stateLabel(page.state)))),
    section('Specifications', lines(specifications(page)), ...factualLimits(facts)),
    section(
      'Identifiers',
      list([page.id, ...page.aliases, ...page.providers.map(({ configKey }) => configKey)].map(code)),
    ),
    section('Tags', page.tags.map(code).join(' ')),
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
    section('Made to be used with it', dependants(page)),
    section('Examples', list(page.examples.map(({ title }) => plain(title)))),
    section('Parameters', parameters(page)),
    section('Code', programs(page)),
    ...readingParts(facts),
    benchmarkPart(facts, page.ranking),
    section('Questions and answers', ...questions(page)),
    linkPart(facts),
  ])
}
