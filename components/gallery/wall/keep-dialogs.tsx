'use client'

import { AddToAlbum } from '#components/albums/add-to-album.tsx'
import { TagSelection } from '#components/tags/tag-selection.tsx'
import { DeleteForGood } from '../delete-for-good.tsx'
import type { Chosen } from './selection-actions.tsx'

interface DialogProps {
  chosen: Chosen
  onClose: () => void
}

/** Puts what is chosen into an album. */
export function ChosenIntoAlbum({ chosen: { team, count, selection, clear }, onClose }: DialogProps) {
  return <AddToAlbum {...{ team, count, selection, onClose }} onDone={clear} />
}

/** Puts tags on what is chosen, or takes them off. */
export function ChosenTags({ chosen: { team, count, selection }, onClose }: DialogProps) {
  return <TagSelection {...{ team, count, selection, onClose }} />
}

/** Deletes for good what is chosen in the trash. */
export function ChosenForGood({ chosen: { team, count, selection, clear }, onClose }: DialogProps) {
  return <DeleteForGood {...{ team, count, selection, onClose }} onDone={clear} />
}
