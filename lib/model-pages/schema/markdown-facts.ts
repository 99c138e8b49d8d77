import type { Benchmark, ModelFacts, UseCase } from './facts.ts'
import type { Part } from './markdown-text.ts'
import { code, lines, link, list, plain, section, table } from './markdown-text.ts'
import type { Ranking } from './page.ts'

const benchmark = ({ title, note, source, columns, rows }: Benchmark): Part =>
  [
    `### ${title}`,
    `${note} Source: ${link(source)}.`,
    table(
      columns,
      rows.map(({ name, cells }) => [plain(name), ...cells]),
    ),
  ].join('\n\n')

const use = ({ title, note, template, parameters }: UseCase): Part =>
  `### ${title}\n\n${note}\n\n\`\`\`\n${template}\n\`\`\`\n\nWith ${code(JSON.stringify(parameters))}`

const about = ({ overview, strengths, weaknesses, bestFor, background }: ModelFacts): Part =>
  section(
    'About',
    ...overview,
    `Strong:\n${list(strengths)}`,
    `Weak:\n${list(weaknesses)}`,
    `Best for:\n${list(bestFor)}`,
    ...background,
  )

/** Shapes and limits, beside what the API says of it. */
export const factualLimits = (facts: ModelFacts | null): Part[] =>
  facts
    ? [
        table(
          ['Shape', 'Pixels'],
          facts.sizes.map(({ ratio, pixels }) => [ratio, pixels]),
        ),
        lines(facts.limits.map(({ label, value }) => [label, value])),
      ]
    : []

/** What there is to read of a model. */
export const readingParts = (facts: ModelFacts | null): Part[] =>
  facts ? [about(facts), section('Use cases', ...facts.uses.map(use))] : []

export function benchmarkPart(facts: ModelFacts | null, ranking: Ranking | null): Part {
  const own =
    ranking && `In this team: place ${ranking.place} of ${ranking.of}, ${ranking.mean.toFixed(1)} stars.`
  return section('Benchmarks', own, ...(facts?.benchmarks ?? []).map(benchmark))
}

export const linkPart = (facts: ModelFacts | null): Part =>
  section('Links', list((facts?.links ?? []).map(link)))
