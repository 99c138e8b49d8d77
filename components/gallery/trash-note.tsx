'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { fetchJson } from '#lib/http.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import type { Outline } from '#lib/images/schema.ts'
import { trashKeptDays } from '#lib/images/schema/trash.ts'
import { DeleteForGood } from './delete-for-good.tsx'

const wholeTrash = {
  filter: { scope: 'trash', album: null, search: '' },
  except: [],
  upTo: null,
} as const

/** How many are in the trash for this viewer; null where they are more than one step counts. */
function useCount(team: string): number | null | undefined {
  const { data } = useQuery({
    queryKey: [...galleryKeys.all(team), 'trash count'],
    queryFn: ({ signal }) => fetchJson<Outline>(`/api/t/${team}/gallery/outline?scope=trash`, { signal }),
  })
  return data && (data.next === null ? data.shapes.length : null)
}

/** Above the trash: how long things stay there, and the way to empty it now. */
export function TrashNote({ team }: { team: string }) {
  const count = useCount(team)
  const [isAsking, setIsAsking] = useState(false)
  if (count === 0) return null
  return (
    <div className="flex shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 pt-3 text-small text-ink-2 max-md:px-4">
      <p>What is here goes for good {trashKeptDays} days after it was deleted.</p>
      <Button onClick={() => setIsAsking(true)} disabled={count === undefined}>
        Empty trash now
      </Button>
      {isAsking && (
        <DeleteForGood
          team={team}
          count={count ?? null}
          isAll
          selection={() => ({ ...wholeTrash, except: [] })}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  )
}
