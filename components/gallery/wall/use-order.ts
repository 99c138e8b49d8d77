'use client'

import type { KeyboardEvent } from 'react'
import { useAlbumOrder } from '#components/albums/use-album-order.ts'
import type { useWallKeys } from './use-wall-keys.ts'
import type { Wall } from './use-wall.ts'

type Handlers = ReturnType<typeof useWallKeys>['handlers']

/** The wall's handlers; in an album, with those that move its pictures. */
export function useOrder(
  team: string,
  { store, filter }: Pick<Wall, 'store' | 'filter'>,
  handlers: Handlers,
) {
  const order = useAlbumOrder({
    team,
    albumId: filter.album,
    idAt: (position) => store.imageAt(position)?.id ?? null,
    positionOf: (id) => store.positionOf(id),
  })
  return {
    ...handlers,
    ...order,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      handlers.onKeyDown(event)
      order.onKeyDown?.(event)
    },
  }
}
