'use client'

import { useQuery } from '@tanstack/react-query'
import { Images, Share2 } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { LateCompare } from '#components/compare/late-compare.tsx'
import { PlaygroundLightbox } from '#components/playground/playground-lightbox.tsx'
import { LateShare } from '#components/share/late-share.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatDay } from '#lib/format.ts'
import { memberPageQuery } from '#lib/examples/queries.ts'
import type { Example, MemberPage as Page } from '#lib/examples/schema.ts'
import { EditExample } from './edit-example.tsx'
import { ExampleCard } from './example-card.tsx'
import { exampleGrid } from './examples.tsx'
import { useExampleCommands } from './use-example-commands.ts'
import { useExampleOrder } from './use-example-order.ts'

interface MemberPageProps {
  team: string
  /** What came with the document. */
  page: Page
}

function Head({ team, page }: MemberPageProps) {
  const { id, name, role, joinedAt, isMe, examples, can } = page
  const [isSharing, setIsSharing] = useState(false)
  return (
    <header className="flex flex-wrap items-center gap-4">
      <Avatar name={name} className="size-14 text-touch" />
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="truncate text-title">{name}</h2>
        <p className="text-small text-ink-2 first-letter:uppercase">
          {role} since {formatDay(joinedAt)}
        </p>
      </div>
      <div className="flex gap-2 max-md:w-full">
        {isMe && (
          <Link
            href={`/t/${team}/library?show=examples`}
            className={buttonClass('outline', 'small', 'max-md:flex-1')}
          >
            All my examples
          </Link>
        )}
        {can.share && examples.length > 0 && (
          <Button className="max-md:flex-1" onClick={() => setIsSharing(true)}>
            <Share2 size={16} aria-hidden="true" />
            Share this page
          </Button>
        )}
      </div>
      {isSharing && (
        <LateShare
          team={team}
          source={{ kind: 'profile', member: id }}
          count={examples.length}
          title={name}
          onClose={() => setIsSharing(false)}
        />
      )}
    </header>
  )
}

function Shown({ team, page: { isMe, examples } }: MemberPageProps) {
  const commands = useExampleCommands(team)
  const [edited, edit] = useState<Example | null>(null)
  const order = useExampleOrder(examples, (ids, before) => void commands.move('mine', ids, before))
  return (
    <>
      {/* Keys and drags of the examples in it, each of which has a link. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul aria-label="Examples" className={exampleGrid} {...(isMe ? order : {})}>
        {examples.map((example) => (
          <ExampleCard key={example.id} {...{ team, example, commands }} isMovable={isMe} onEdit={edit} />
        ))}
      </ul>
      {edited && <EditExample team={team} example={edited} onClose={() => edit(null)} />}
    </>
  )
}

/** A member, and what they chose to show of their work. */
export function MemberPage({ team, page: first }: MemberPageProps) {
  const { data: page } = useQuery(memberPageQuery(team, first.id, first))
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-255 flex-col gap-8 px-7 py-8 max-md:px-4">
        <Head team={team} page={page} />
        {page.examples.length > 0 ? (
          <Shown team={team} page={page} />
        ) : (
          <EmptyState icon={<Images size={20} />} title="Nothing is shown here yet">
            {page.isMe
              ? 'Open a picture that turned out well, choose “Add to examples”, and show it on your page.'
              : `${page.name} has not chosen any pictures for this page.`}
          </EmptyState>
        )}
      </div>
      <PlaygroundLightbox team={team} />
      <LateCompare team={team} />
    </main>
  )
}
