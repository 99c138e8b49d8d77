'use client'

import { useQueryClient } from '@tanstack/react-query'
import { act } from '#components/actions/act.ts'
import { toast } from '#components/ui/toast.tsx'
import { chooseAlbumCover, deleteAlbum, undoDeleteAlbum } from '#lib/albums/actions.ts'
import { albumKeys } from '#lib/albums/queries.ts'
import type { Album } from '#lib/albums/schema.ts'

type Named = Pick<Album, 'id' | 'name'>

/** What is done with an album as a whole, and undone. */
export function useAlbumCommands(team: string) {
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: albumKeys.list(team) })

  async function restore({ id, name }: Named): Promise<void> {
    if (await act(() => undoDeleteAlbum({ team, id }))) toast(`“${name}” is back.`)
    await refresh()
  }

  return {
    restore,
    remove: async (album: Named): Promise<boolean> => {
      if (!(await act(() => deleteAlbum({ team, id: album.id })))) return false
      toast(`“${album.name}” deleted. Its pictures stay.`, { label: 'Undo', run: () => void restore(album) })
      await refresh()
      return true
    },
    /** Null: its first picture again. */
    setCover: async (id: string, image: string | null): Promise<void> => {
      if (await act(() => chooseAlbumCover({ team, id, image }))) toast('The album has a new cover.')
      await refresh()
    },
  }
}
