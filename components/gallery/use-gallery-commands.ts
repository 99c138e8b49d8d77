'use client'

import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { act } from '#components/actions/act.ts'
import { toast } from '#components/ui/toast.tsx'
import { changeVisibility } from '#lib/generations/actions.ts'
import { markImages, removeFromGallery, restoreToGallery } from '#lib/images/actions.ts'
import { galleryKeys } from '#lib/images/queries.ts'
import type { GalleryImage, GalleryPage, Marks } from '#lib/images/schema.ts'
import { galleryScopes } from '#lib/images/schema/address.ts'

export type Marked = Pick<GalleryImage, 'id' | 'generationId' | 'isFavourite' | 'visibility'>

export interface GalleryCommands {
  favourite: (image: Marked) => Promise<void>
  /** Shown at once where it is said what it was before, and taken back if it is refused: false then. */
  mark: (ids: readonly string[], marks: Marks, before?: Marks) => Promise<boolean>
  remove: (image: Marked) => Promise<void>
  restore: (image: Marked) => Promise<void>
  setVisibility: (image: Marked, visibility: 'team' | 'private') => Promise<void>
}

type Pages = InfiniteData<GalleryPage, string | null>

/** Changes the images of all lists that are loaded; null takes one out. */
function patch(
  client: QueryClient,
  team: string,
  change: (image: GalleryImage) => GalleryImage | null,
): void {
  for (const scope of galleryScopes) {
    client.setQueryData<Pages>(
      galleryKeys.scope(team, scope),
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            images: page.images.flatMap((image) => change(image) ?? []),
          })),
        },
    )
  }
}

/** An image as its viewer has marked it now. */
const withMarks = <T extends GalleryImage>(image: T, { favourite, rejected, rating }: Marks): T => ({
  ...image,
  ...(favourite === undefined ? {} : { isFavourite: favourite }),
  ...(rejected === undefined ? {} : { isRejected: rejected }),
  ...(rating === undefined ? {} : { rating }),
})

function commandsOf(client: QueryClient, team: string): GalleryCommands {
  const refresh = () => client.invalidateQueries({ queryKey: galleryKeys.all(team) })
  const takeOut = (id: string) => patch(client, team, (image) => (image.id === id ? null : image))

  async function restore({ id }: Marked): Promise<void> {
    if (await act(() => restoreToGallery({ team, images: [id] }))) toast('Restored.')
    await refresh()
  }

  async function mark(ids: readonly string[], marks: Marks, before?: Marks): Promise<boolean> {
    const set = (next: Marks) =>
      patch(client, team, (image) => (ids.includes(image.id) ? withMarks(image, next) : image))
    set(marks)
    const isDone = await act(() => markImages({ team, images: [...ids], marks }))
    if (!isDone && before) set(before)
    await refresh()
    return isDone
  }

  return {
    restore: async (image) => {
      takeOut(image.id)
      await restore(image)
    },
    mark,
    favourite: async ({ id, isFavourite }) => {
      await mark([id], { favourite: !isFavourite }, { favourite: isFavourite })
    },
    remove: async (image) => {
      if (!(await act(() => removeFromGallery({ team, images: [image.id] })))) return
      takeOut(image.id)
      toast('Moved to the trash.', { label: 'Undo', run: () => void restore(image) })
      await refresh()
    },
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
