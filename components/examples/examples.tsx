'use client'

import { useQuery } from '@tanstack/react-query'
import { CloudOff, Images } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { LateCompare } from '#components/compare/late-compare.tsx'
import { PlaygroundLightbox } from '#components/playground/playground-lightbox.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { examplesQuery, startersQuery } from '#lib/examples/queries.ts'
import type { Example } from '#lib/examples/schema.ts'
import { starters } from '#lib/examples/schema/starters.ts'
import type { Ownership } from '#lib/teams/schema.ts'
import { EditExample } from './edit-example.tsx'
import { ExampleCard } from './example-card.tsx'
import { StarterCard } from './starter-card.tsx'
import { useExampleCommands } from './use-example-commands.ts'
import { useExampleOrder } from './use-example-order.ts'

interface ExamplesProps {
  team: string
  defaultModelId: string
}

const owners = [
  { value: 'mine', label: 'Mine' },
  { value: 'team', label: 'The team’s' },
] as const

export const exampleGrid =
  'grid grid-cols-[repeat(auto-fill,minmax(min(220px,42vw),1fr))] gap-x-5 gap-y-7 max-md:gap-x-3'

function Nothing({ team, owner }: { team: string; owner: Ownership }) {
  return (
    <EmptyState
      icon={<Images size={20} />}
      title={owner === 'mine' ? 'No examples of yours yet' : 'The team has no examples yet'}
      action={
        <Link href={`/t/${team}/gallery`} className={buttonClass()}>
          To the gallery
        </Link>
      }
    >
      Open a picture that turned out well, and choose “Add to examples”: it keeps how it was made.
    </EmptyState>
  )
}

/** The list of one curator, in their order, which they change by hand or with Alt and the arrows. */
function ExampleGrid({
  team,
  owner,
  examples,
}: {
  team: string
  owner: Ownership
  examples: readonly Example[]
}) {
  const commands = useExampleCommands(team)
  const [edited, edit] = useState<Example | null>(null)
  const order = useExampleOrder(examples, (ids, before) => void commands.move(owner, ids, before))
  const isMovable = examples.some(({ can }) => can.change)
  return (
    <>
      {/* Keys and drags of the examples in it, each of which has a link. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul aria-label="Examples" className={exampleGrid} {...(isMovable ? order : {})}>
        {examples.map((example) => (
          <ExampleCard key={example.id} {...{ team, example, commands, isMovable }} onEdit={edit} />
        ))}
      </ul>
      {isMovable && examples.length > 1 && (
        <p className="mt-4 text-hint text-ink-3 max-md:hidden">
          Drag one onto another to put them in order, or press Alt and an arrow.
        </p>
      )}
      {edited && <EditExample team={team} example={edited} onClose={() => edit(null)} />}
    </>
  )
}

function Starters({ team, defaultModelId }: ExamplesProps) {
  const { data } = useQuery(startersQuery(team))
  const pictures = new Map(data?.starters.map(({ key, picture }) => [key, picture]))
  return (
    <section className="mt-10" aria-labelledby="starters">
      <h2 id="starters" className="font-semibold">
        Recipes to start with
      </h2>
      <p className="mt-0.5 text-small text-ink-2">
        Prompts for common uses. One gets a picture once somebody here has made it, and added it to the
        examples.
      </p>
      <ul aria-label="Recipes to start with" className="mt-3 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {starters.map((starter) => (
          <StarterCard
            key={starter.key}
            {...{ team, starter, defaultModelId }}
            picture={pictures.get(starter.key) ?? null}
          />
        ))}
      </ul>
    </section>
  )
}

/** What was chosen to show what can be made: by oneself, and by the team. */
export function Examples({ team, defaultModelId }: ExamplesProps) {
  const [owner, setOwner] = useState<Ownership>('mine')
  const { data, isError, refetch } = useQuery(examplesQuery(team, { owner }))
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-10 max-md:px-4">
      <div className="mx-auto w-full max-w-255">
        <div className="mb-4 flex">
          <Segments
            label="Whose examples"
            options={owners}
            value={owner}
            onChange={setOwner}
            segmentClassName="px-3 whitespace-nowrap"
          />
        </div>
        {data ? (
          data.examples.length === 0 ? (
            <Nothing team={team} owner={owner} />
          ) : (
            <ExampleGrid team={team} owner={owner} examples={data.examples} />
          )
        ) : isError ? (
          <EmptyState
            icon={<CloudOff size={20} />}
            title="The examples cannot be loaded"
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            The server did not answer. Nothing is lost.
          </EmptyState>
        ) : (
          <div aria-busy="true" className={exampleGrid}>
            {[0, 1, 2, 3].map((at) => (
              <Skeleton key={at} className="aspect-[4/3]" />
            ))}
          </div>
        )}
        <Starters team={team} defaultModelId={defaultModelId} />
      </div>
      <PlaygroundLightbox team={team} />
      <LateCompare team={team} />
    </div>
  )
}
