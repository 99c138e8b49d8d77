'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { imageDetailQuery } from '#lib/images/queries.ts'
import type { GalleryImage } from '#lib/images/schema.ts'
import type { GalleryCommands } from '../use-gallery-commands.ts'
import type { TileCommands } from './tile.tsx'

interface TileKeysOptions {
  commands: GalleryCommands
  choose: (position: number, isRange: boolean) => void
}

/** What a key does with the picture that has the focus. */
export function onTileKey(
  { commands, choose }: TileKeysOptions,
  key: string,
  position: number,
  image?: GalleryImage,
) {
  if (key === ' ') {
    choose(position, false)
    return true
  }
  if (!image) return false
  if (key === 'Delete' && image.can.remove) void commands.remove(image)
  if (image.trashedAt !== null) return false
  if (key === '.') void commands.favourite(image)
  else if (key === 'x')
    void commands.mark([image.id], { rejected: !image.isRejected }, { rejected: image.isRejected })
  else if (/^[0-5]$/.test(key))
    void commands.mark([image.id], { rating: Number(key) || null }, { rating: image.rating })
  else return false
  return true
}

interface TileCommandsOptions extends TileKeysOptions {
  team: string
  onOpen: (imageId: string) => void
  areCarried: boolean
}

/** What tiles ask for: the same object for good, so that they are not drawn again for it. */
export function useTileCommands({
  team,
  onOpen,
  commands,
  choose,
  areCarried,
}: TileCommandsOptions): TileCommands {
  const client = useQueryClient()
  const latest = useRef({ onOpen, commands, choose })
  useEffect(() => {
    latest.current = { onOpen, commands, choose }
  })
  return useMemo(
    () => ({
      areCarried,
      open: ({ id }) => latest.current.onOpen(id),
      choose: (position, isRange) => latest.current.choose(position, isRange),
      favourite: (image) => void latest.current.commands.favourite(image),
      restore: (image) => void latest.current.commands.restore(image),
      expect: ({ id }) => void client.prefetchQuery(imageDetailQuery(team, id)),
    }),
    [client, team, areCarried],
  )
}
