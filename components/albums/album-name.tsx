'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { callAlbum, makeAlbum } from '#lib/albums/actions.ts'
import { albumKeys } from '#lib/albums/queries.ts'

interface AlbumNameProps {
  team: string
  /** The one that is renamed; none: a new one is made. */
  album?: { id: string; name: string }
  onClose: () => void
  onDone?: (id: string) => void
}

/** Asks for an album's name. */
export function AlbumName({ team, album, onClose, onDone }: AlbumNameProps) {
  const client = useQueryClient()
  const [id] = useState(() => album?.id ?? uuid())
  const [name, setName] = useState(album?.name ?? '')
  const [problem, setProblem] = useState<string | undefined>(undefined)

  async function save(): Promise<void> {
    const failure = await failureOf(() => (album ? callAlbum : makeAlbum)({ team, id, name }))
    setProblem(failure?.message)
    if (failure) return
    await client.invalidateQueries({ queryKey: albumKeys.list(team) })
    onClose()
    onDone?.(id)
  }

  return (
    <Dialog
      title={album ? 'Rename the album' : 'New album'}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" type="submit" form="album-name">
            {album ? 'Rename' : 'Create'}
          </Button>
        </>
      }
    >
      <form
        id="album-name"
        className="text-ink"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label="Name" error={problem}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={80}
              value={name}
              // It was opened to write here.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
