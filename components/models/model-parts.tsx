import Link from 'next/link'
import { BestPictures } from '#components/library/best-pictures.tsx'
import { buttonClass } from '#components/ui/button.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { modelGalleryPath } from '#lib/models/schema/address.ts'
import type { ModelPage } from '#lib/model-pages/schema/page.ts'
import { programRequest, questionsOf } from '#lib/model-pages/schema/words.ts'
import { snippetsFor } from '#lib/snippets/schema.ts'
import { About } from './about.tsx'
import { Benchmarks } from './benchmarks.tsx'
import { ParameterTables } from './parameter-tables.tsx'
import type { ModelPart } from './part.tsx'
import { TextLink } from './part.tsx'
import { Programs } from './programs.tsx'
import { MeasuredFigures, Providers } from './providers.tsx'
import { ModelExamples, UseCases } from './recipes.tsx'
import { Specifications } from './specifications.tsx'
import { DependantsList, hasDependants } from './standing.tsx'

interface Asked {
  team: string
  page: ModelPage
  canOpen: boolean
}

const when = (isThere: boolean, part: () => ModelPart): ModelPart[] => (isThere ? [part()] : [])

/** What the team has to do with it. */
const ofTheTeam = ({ team, page }: Asked): ModelPart[] => [
  ...when(hasDependants(page), () => ({
    id: 'used',
    title: 'Made to be used with it',
    lead: 'Of this team’s, what you may see.',
    body: <DependantsList team={team} dependants={page.dependants} />,
  })),
  ...when(page.measured.length > 0, () => ({
    id: 'measured',
    title: 'Measured here',
    lead: 'Of this team’s calls of the last 30 days, those that you may see, and of the newest 5,000 requests at most: from sending to the whole answer.',
    body: <MeasuredFigures measured={page.measured} />,
  })),
  ...when(page.pictures.length > 0, () => ({
    id: 'pictures',
    title: 'Pictures',
    body: (
      <>
        <BestPictures team={team} pictures={page.pictures} of={page.name} />
        <Link href={modelGalleryPath(team, page.id)} className={buttonClass('outline', 'small', 'mt-3')}>
          Show them in the gallery
        </Link>
      </>
    ),
  })),
  ...when(page.examples.length > 0, () => ({
    id: 'examples',
    title: 'Examples',
    body: <ModelExamples team={team} examples={page.examples} />,
  })),
]

/** What programs need. */
const forPrograms = ({ page, canOpen }: Asked): ModelPart[] => [
  ...when(page.providers.length > 0, () => ({
    id: 'providers',
    title: 'Providers',
    ...(canOpen
      ? {
          lead: 'Prices are of one image with nothing chosen, by the API’s own dry run; it adds nothing to them.',
        }
      : {}),
    body: <Providers providers={page.providers} />,
  })),
  ...when(page.parameters.length > 0, () => ({
    id: 'parameters',
    title: 'Parameters',
    lead: page.isLive
      ? 'From the schema that the API gives for this model.'
      : 'The schema could not be read: these the API documents for all models of images.',
    body: <ParameterTables parameters={page.parameters} />,
  })),
  ...when(page.aliases.length + page.tags.length > 0, () => ({
    id: 'names',
    title: 'Aliases and tags',
    body: <Names page={page} />,
  })),
  ...when(canOpen, () => ({
    id: 'code',
    title: 'Code',
    lead: (
      <>
        With the key in LUMENFALL_API_KEY. The same works against this server, with a token as the key, at{' '}
        <span className="font-mono text-hint wrap-anywhere">{page.ownBaseUrl}</span>.
      </>
    ),
    body: <Programs snippets={snippetsFor(programRequest(page), page)} />,
  })),
]

const toRead = ({ page, canOpen }: Asked): ModelPart[] => [
  ...when(page.ranking !== null || (page.facts?.benchmarks.length ?? 0) > 0, () => ({
    id: 'benchmarks',
    title: 'Benchmarks',
    body: <Benchmarks ranking={page.ranking} benchmarks={page.facts?.benchmarks ?? []} />,
  })),
  ...when(canOpen, () => ({
    id: 'questions',
    title: 'Questions and answers',
    body: <Questions page={page} />,
  })),
  ...when((page.facts?.links.length ?? 0) > 0, () => ({
    id: 'links',
    title: 'Links',
    body: (
      <ul className="flex flex-col gap-1.5">
        {page.facts?.links.map(({ title, href }) => (
          <li key={href}>
            <TextLink href={href}>{title}</TextLink>
          </li>
        ))}
      </ul>
    ),
  })),
]

function Names({ page: { aliases, tags } }: { page: ModelPage }) {
  return (
    <dl className="grid grid-cols-[72px_minmax(0,1fr)] items-baseline gap-x-3 gap-y-2 text-small">
      {aliases.length > 0 && (
        <>
          <dt className="text-ink-2">Aliases</dt>
          <dd className="font-mono text-hint break-all">{aliases.join(', ')}</dd>
        </>
      )}
      {tags.length > 0 && (
        <>
          <dt className="text-ink-2">Tags</dt>
          <dd className="flex flex-wrap gap-1.5">
            {tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}

function Questions({ page }: { page: ModelPage }) {
  return (
    <dl className="flex max-w-160 flex-col gap-4">
      {questionsOf(page).map(({ question, answer }) => (
        <div key={question}>
          <dt className="font-medium">{question}</dt>
          <dd className="mt-0.5 wrap-anywhere text-ink-2">{answer}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The parts of a model's page that have something to say. */
export function partsOf(asked: Asked): ModelPart[] {
  const { team, page, canOpen } = asked
  const { facts } = page
  const about = facts && { id: 'about', title: 'About', body: <About facts={facts} /> }
  const uses = facts && {
    id: 'uses',
    title: 'Use cases',
    lead: 'Recipes that are ready: what stands in them can be filled in differently.',
    body: <UseCases team={team} modelId={page.id} uses={facts.uses} canOpen={canOpen} />,
  }
  return [
    ...ofTheTeam(asked),
    ...(about ? [about] : []),
    ...(uses ? [uses] : []),
    ...when(page.modes.length > 0, () => ({
      id: 'specifications',
      title: 'Specifications',
      body: <Specifications page={page} />,
    })),
    ...forPrograms(asked),
    ...toRead(asked),
  ]
}
