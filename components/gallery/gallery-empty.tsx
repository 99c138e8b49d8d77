'use client'

import { CloudOff, Images, SearchX, Star, ThumbsDown, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { GalleryFilter } from '#lib/images/schema.ts'

interface GalleryEmptyProps {
  team: string
  filter: GalleryFilter
  state: 'loading' | 'failed' | 'empty'
  /** What is wrong with what is searched. */
  problem?: string | null
  onRetry?: () => void
}

const shapes = [1.78, 0.75, 1, 1, 1.33, 0.56, 1.78, 1]

function Loading() {
  return (
    <div aria-busy="true" className="px-6 pt-14 max-md:px-4">
      <p className="sr-only">Loading</p>
      {[0, 1, 2].map((row) => (
        <div key={row} className="mb-1.5 flex gap-1.5">
          {shapes.slice(row, row + 5).map((shape, index) => (
            <Skeleton key={index} style={{ flex: `${shape} 1 0`, aspectRatio: shape }} />
          ))}
        </div>
      ))}
    </div>
  )
}

/** The gallery where there are no pictures: on their way, not to be had, or not there. */
export function GalleryEmpty({ team, filter, state, problem = null, onRetry }: GalleryEmptyProps) {
  if (state === 'loading') return <Loading />
  if (problem !== null || (state === 'empty' && filter.search !== '')) {
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title={problem === null ? 'Nothing found' : 'This cannot be shown'}
      >
        {problem ?? 'Take a filter away, or search for fewer words.'}
      </EmptyState>
    )
  }
  if (state === 'failed') {
    return (
      <EmptyState
        icon={<CloudOff size={20} />}
        title="The pictures cannot be loaded"
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        The server did not answer. Nothing is lost.
      </EmptyState>
    )
  }
  return <EmptyPart team={team} filter={filter} />
}

function EmptyPart({ team, filter: { scope, album } }: Pick<GalleryEmptyProps, 'team' | 'filter'>) {
  if (album !== null) {
    return (
      <EmptyState icon={<Images size={20} />} title="An empty album">
        Choose pictures in the gallery, and put them here.
      </EmptyState>
    )
  }
  const toPlayground = (
    <Link href={`/t/${team}/playground`} className={buttonClass('primary', 'large')}>
      Open the playground
    </Link>
  )
  switch (scope) {
    case 'mine':
    case 'team':
      return (
        <EmptyState icon={<Images size={20} />} title="No pictures yet" action={toPlayground}>
          {scope === 'mine' ? 'What you generate is kept here.' : 'What the team generates is kept here.'}
        </EmptyState>
      )
    case 'favourites':
      return (
        <EmptyState icon={<Star size={20} />} title="No favourites yet">
          Point at a picture and press its star, or the full stop on the keyboard.
        </EmptyState>
      )
    case 'rejected':
      return (
        <EmptyState icon={<ThumbsDown size={20} />} title="Nothing rejected">
          Point at a picture and press X to put it aside. It stays the team’s, and is not deleted.
        </EmptyState>
      )
    case 'trash':
      return (
        <EmptyState icon={<Trash2 size={20} />} title="The trash is empty">
          What is deleted waits here, and can be restored.
        </EmptyState>
      )
  }
}
