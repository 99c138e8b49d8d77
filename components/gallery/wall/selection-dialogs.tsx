'use client'

import type { ComponentType } from 'react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { LateDownload } from '#components/files/late-download.tsx'
import { LateShare } from '#components/share/late-share.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { Selection } from '#lib/images/schema.ts'
import type { Chosen } from './selection-action.ts'

interface DialogProps {
  chosen: Chosen
  onClose: () => void
}

const AddToAlbum = lazy(async () => ({
  default: (await import('#components/albums/add-to-album.tsx')).AddToAlbum,
}))
const TagSelection = lazy(async () => ({
  default: (await import('#components/tags/tag-selection.tsx')).TagSelection,
}))
const AddExamples = lazy(async () => ({
  default: (await import('#components/examples/add-examples.tsx')).AddExamples,
}))
const DeleteForGood = lazy(async () => ({
  default: (await import('../delete-for-good.tsx')).DeleteForGood,
}))

/** Asks into which album what is chosen goes. */
export function AlbumDialog({ chosen, onClose }: DialogProps) {
  return (
    <Suspense fallback={null}>
      <AddToAlbum {...chosen} onClose={onClose} onDone={chosen.clear} />
    </Suspense>
  )
}

/** Asks to whose examples what is chosen is added. */
export function ExamplesDialog({ chosen, onClose }: DialogProps) {
  return (
    <Suspense fallback={null}>
      <AddExamples {...chosen} onClose={onClose} onDone={chosen.clear} />
    </Suspense>
  )
}

/** Asks which tags go on what is chosen, or come off it. */
export function TagDialog({ chosen, onClose }: DialogProps) {
  return (
    <Suspense fallback={null}>
      <TagSelection {...chosen} onClose={onClose} />
    </Suspense>
  )
}

/** Asks before what is chosen is gone for good. */
export function ForGoodDialog({ chosen, onClose }: DialogProps) {
  return (
    <Suspense fallback={null}>
      <DeleteForGood {...chosen} onClose={onClose} onDone={chosen.clear} />
    </Suspense>
  )
}

/** What is chosen, as soon as all its ids are known; says so and closes where they cannot be read. */
function useSelection({ chosen, onClose }: DialogProps): Selection | null {
  const [selection, setSelection] = useState<Selection | null>(null)
  const latest = useRef({ chosen, onClose })
  useEffect(() => {
    latest.current = { chosen, onClose }
  })
  useEffect(() => {
    let isGone = false
    latest.current.chosen.selection().then(
      (found) => !isGone && setSelection(found),
      () => {
        if (isGone) return
        toast('What is chosen could not be read. Try again.')
        latest.current.onClose()
      },
    )
    return () => {
      isGone = true
    }
  }, [])
  return selection
}

const withSelection = (Dialog: ComponentType<DialogProps & { selection: Selection }>) =>
  function WithSelection(props: DialogProps) {
    const selection = useSelection(props)
    return selection && <Dialog {...props} selection={selection} />
  }

/** Asks as what the chosen pictures are downloaded. */
export const DownloadChosen = withSelection(({ chosen: { team, count }, selection, onClose }) => (
  <LateDownload {...{ team, selection, count, onClose }} />
))

/** Makes a link to what is chosen. */
export const ShareChosen = withSelection(({ chosen: { team, count }, selection, onClose }) => (
  <LateShare {...{ team, count, onClose }} source={{ kind: 'selection', selection }} />
))
