'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { SearchList } from '#components/ui/search-list.tsx'
import { albumsQuery } from '#lib/albums/queries.ts'
import { useAlbumChoice } from './use-album-choice.ts'

interface Named {
  id: string
  name: string
}

interface IntoAlbumDialogProps {
  team: string
  album: Named | null
  onChoose: (album: Named | null) => void
  onClose: () => void
}

/** Asks into which album what is generated comes. */
export function IntoAlbumDialog({ team, album, onChoose, onClose }: IntoAlbumDialogProps) {
  const client = useQueryClient()
  const { groups, setText, choose, none } = useAlbumChoice(team)

  async function take(chosen: string): Promise<void> {
    const id = await choose(chosen)
    if (id === null) return
    const { albums } = await client.fetchQuery(albumsQuery(team))
    const found = albums.find((each) => each.id === id)
    onChoose(found ? { id, name: found.name } : null)
    onClose()
  }

  return (
    <Dialog
      title="Into an album"
      isOpen
      onClose={onClose}
      actions={
        <>
          {album && (
            <Button
              onClick={() => {
                onChoose(null)
                onClose()
              }}
            >
              Into no album
            </Button>
          )}
          <Button onClick={onClose}>{album ? 'Keep it so' : 'Not now'}</Button>
        </>
      }
    >
      <p>
        {album
          ? `What you generate comes into “${album.name}”.`
          : 'What you generate from now on comes into it as soon as it is there.'}
      </p>
      <SearchList
        label="Find or make an album"
        groups={groups}
        none={none}
        onSearch={setText}
        onChoose={(id) => void take(id)}
        className="-mx-3 mt-3 text-ink"
      />
    </Dialog>
  )
}
