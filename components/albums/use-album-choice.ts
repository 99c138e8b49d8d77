'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { act } from '#components/actions/act.ts'
import type { SearchGroup } from '#components/ui/search-list.tsx'
import { makeAlbum } from '#lib/albums/actions.ts'
import { albumKeys, albumsQuery } from '#lib/albums/queries.ts'
import type { Album } from '#lib/albums/schema.ts'
import { plural } from '#lib/format.ts'

const newId = 'new'

/** The albums that a text is found in, and a new one of that name where there is none. */
function albumGroups(albums: readonly Album[], text: string): SearchGroup[] {
  const wanted = text.trim().toLowerCase()
  const found = albums.filter(({ name, can }) => can.fill && name.toLowerCase().includes(wanted))
  const isNew = wanted !== '' && !albums.some(({ name }) => name.toLowerCase() === wanted)
  return [
    {
      name: 'Albums',
      items: found.map(({ id, name, count }) => ({ id, label: name, aside: plural(count, 'picture') })),
    },
    { name: 'New', items: isNew ? [{ id: newId, label: `Create “${text.trim()}”` }] : [] },
  ].filter(({ items }) => items.length > 0)
}

/** Finds an album by its name, or makes it. Says null where it could not be made. */
export function useAlbumChoice(team: string) {
  const client = useQueryClient()
  const { data, isError } = useQuery(albumsQuery(team))
  const [text, setText] = useState('')
  async function choose(chosen: string): Promise<string | null> {
    if (chosen !== newId) return chosen
    const id = uuid()
    if (!(await act(() => makeAlbum({ team, id, name: text })))) return null
    await client.invalidateQueries({ queryKey: albumKeys.list(team) })
    return id
  }
  const none = isError
    ? 'The albums cannot be loaded.'
    : data
      ? 'Type a name to make the first album.'
      : 'Loading …'
  return { groups: albumGroups(data?.albums ?? [], text), setText, choose, none }
}
