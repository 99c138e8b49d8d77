'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { act } from '#components/actions/act.ts'
import type { Bulk } from '#components/bulk/use-bulk.ts'
import { bulkOf } from '#components/bulk/use-bulk.ts'
import { toast } from '#components/ui/toast.tsx'
import { changeVisibility } from '#lib/generations/actions.ts'
import { plural } from '#lib/format.ts'
import { markImages, removeFromGallery, restoreToGallery } from '#lib/images/actions.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import type { GalleryImage, Marks } from '#lib/images/schema.ts'
import { tellGallery } from './changes.ts'

export type Marked = Pick<GalleryImage, 'id' | 'generationId' | 'isFavourite' | 'visibility'>

export interface GalleryCommands {
  favourite: (image: Marked) => Promise<void>
  remove: (image: Marked) => Promise<void>
  restore: (image: Marked) => Promise<void>
  setVisibility: (image: Marked, visibility: 'team' | 'private') => Promise<void>
  /** The viewer's own marks of images; `before` is what they were, where it is to be shown again when it fails. */
  mark: (ids: readonly string[], marks: Marks, before?: Marks) => Promise<boolean>
  removeAll: (ids: readonly string[]) => Promise<void>
  restoreAll: (ids: readonly string[]) => Promise<void>
  /** Of more than one waits for. */
  bulk: Bulk
}

/** As many as the server takes at once. */
const mostAtOnce = 500

/** Part by part; false when one of them was refused. */
async function inParts(
  ids: readonly string[],
  run: (part: string[]) => Parameters<typeof act>[0],
): Promise<boolean> {
  for (let at = 0; at < ids.length; at += mostAtOnce)
    if (!(await act(run(ids.slice(at, at + mostAtOnce))))) return false
  return true
}

function commandsOf(client: QueryClient, team: string): GalleryCommands {
  const refresh = () => client.invalidateQueries({ queryKey: galleryKeys.all(team) })

  async function mark(ids: readonly string[], marks: Marks, before?: Marks): Promise<boolean> {
    tellGallery(team, { kind: 'marked', ids, marks })
    const isDone = await inParts(ids, (images) => () => markImages({ team, images, marks }))
    if (!isDone && before) tellGallery(team, { kind: 'marked', ids, marks: before })
    await refresh()
    return isDone
  }

  async function restoreAll(ids: readonly string[]): Promise<void> {
    if (!(await inParts(ids, (images) => () => restoreToGallery({ team, images })))) return
    tellGallery(team, { kind: 'restored', ids })
    toast(ids.length === 1 ? 'Restored.' : `${plural(ids.length, 'image')} restored.`)
    await refresh()
  }

  async function removeAll(ids: readonly string[]): Promise<void> {
    if (!(await inParts(ids, (images) => () => removeFromGallery({ team, images })))) return
    tellGallery(team, { kind: 'removed', ids })
    const words =
      ids.length === 1 ? 'Moved to the trash.' : `${plural(ids.length, 'image')} moved to the trash.`
    toast(words, { label: 'Undo', run: () => void restoreAll(ids) })
    await refresh()
  }

  return {
    bulk: bulkOf(client, team),
    mark,
    removeAll,
    restoreAll,
    favourite: async ({ id, isFavourite }) => {
      await mark([id], { favourite: !isFavourite }, { favourite: isFavourite })
    },
    remove: ({ id }) => removeAll([id]),
    restore: ({ id }) => restoreAll([id]),
    setVisibility: async ({ generationId: id }, visibility) => {
      if (!(await act(() => changeVisibility({ team, id, visibility })))) return
      toast(visibility === 'private' ? 'Only you and the admins see it now.' : 'The team sees it now.')
      await refresh()
    },
  }
}

/** What can be done with images, each done at once on the screen, and undone where that is possible. */
export function useGalleryCommands(team: string): GalleryCommands {
  const client = useQueryClient()
  return useMemo(() => commandsOf(client, team), [client, team])
}
