'use client'

import { useBulk } from '#components/bulk/use-bulk.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { SearchList } from '#components/ui/search-list.tsx'
import type { Selection } from '#lib/images/schema.ts'
import { useAlbumChoice } from './use-album-choice.ts'

interface AddToAlbumProps {
  team: string
  /** How many were chosen: for the words. */
  count: number
  selection: () => Selection | Promise<Selection>
  onClose: () => void
  /** They are in, or on their way into it. */
  onDone?: (albumId: string) => void
}

/** Asks into which album: found and made in one field. */
export function AddToAlbum({ team, count, selection, onClose, onDone }: AddToAlbumProps) {
  const { groups, setText, choose, none } = useAlbumChoice(team)
  const { change } = useBulk(team)
  async function add(chosen: string): Promise<void> {
    const album = await choose(chosen)
    if (album === null || !(await change(await selection(), { kind: 'addToAlbum', album }))) return
    onClose()
    onDone?.(album)
  }
  return (
    <Dialog
      title="Add to album"
      isOpen
      onClose={onClose}
      actions={<Button onClick={onClose}>Not now</Button>}
    >
      <p>{count === 1 ? 'The picture stays where it is, too.' : 'The pictures stay where they are, too.'}</p>
      <SearchList
        label="Find or make an album"
        groups={groups}
        none={none}
        onSearch={setText}
        onChoose={(id) => void add(id)}
        className="-mx-3 mt-3 text-ink"
      />
    </Dialog>
  )
}
