'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Input } from '#components/ui/input.tsx'
import { sharesQuery } from '#lib/shares/queries.ts'
import type { Share } from '#lib/shares/schema/share.ts'
import { EditShare } from './edit-share.tsx'
import { LinkLine } from './link-line.tsx'
import { useShareActions } from './use-share-actions.ts'

function Revoke({ team, share, onClose }: { team: string; share: Share; onClose: () => void }) {
  const { revoke } = useShareActions(team)
  return (
    <Confirm
      title={`Revoke “${share.title}”?`}
      action="Revoke"
      isDanger
      onClose={onClose}
      onConfirm={() => void revoke(share)}
    >
      Whoever has this link sees nothing any more, at once and for good. The pictures stay in your gallery.
    </Confirm>
  )
}

function NoLinks({ isError, isSearch }: { isError: boolean; isSearch: boolean }) {
  const icon = <Link2 size={20} />
  if (isError)
    return (
      <EmptyState icon={icon} title="Your links cannot be shown">
        The server cannot be reached. Reload the page.
      </EmptyState>
    )
  return (
    <EmptyState icon={icon} title="No links">
      {isSearch
        ? 'None has these words in its title or note.'
        : 'Open a picture and choose Share: who has the link sees it without signing in.'}
    </EmptyState>
  )
}

/** The links that one has made. */
export function MyLinks({ team }: { team: string }) {
  const [search, setSearch] = useState('')
  const late = useDeferredValue(search)
  const { data, isPending, isError, hasNextPage, fetchNextPage } = useInfiniteQuery(sharesQuery(team, late))
  const [edited, setEdited] = useState<string | null>(null)
  const [revoked, setRevoked] = useState<Share | null>(null)
  const shares = data?.pages.flatMap((page) => page.shares) ?? []
  return (
    <main id="main" tabIndex={-1} className="min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-220 flex-col gap-4 px-7 py-6 max-md:px-4">
        <Input
          type="search"
          aria-label="Search my links"
          placeholder="Search my links"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {shares.length > 0 ? (
          <ul
            aria-label="My links"
            className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface"
          >
            {shares.map((share) => (
              <LinkLine
                key={share.id}
                {...{ team, share }}
                onEdit={() => setEdited(share.id)}
                onRevoke={() => setRevoked(share)}
              />
            ))}
          </ul>
        ) : (
          !isPending && <NoLinks isError={isError} isSearch={late !== ''} />
        )}
        {hasNextPage && (
          <Button className="self-center" onClick={() => void fetchNextPage()}>
            Show more
          </Button>
        )}
      </div>
      {edited !== null && <EditShare team={team} id={edited} onClose={() => setEdited(null)} />}
      {revoked && <Revoke team={team} share={revoked} onClose={() => setRevoked(null)} />}
    </main>
  )
}
