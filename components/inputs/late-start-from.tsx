'use client'

import type { ComponentProps } from 'react'
import { lazy, Suspense } from 'react'
import type { StartFromItems } from './start-from.tsx'
import type { WhichPicture } from './which-picture.tsx'

const Items = lazy(async () => ({ default: (await import('./start-from.tsx')).StartFromItems }))
const Which = lazy(async () => ({ default: (await import('./which-picture.tsx')).WhichPicture }))

/** Vary and Upscale in the menu of a generation, loaded when such a menu is opened. */
export function LateStartFromItems(props: ComponentProps<typeof StartFromItems>) {
  return (
    <Suspense fallback={null}>
      <Items {...props} />
    </Suspense>
  )
}

/** The question which picture, loaded when it is asked. */
export function LateWhichPicture(props: ComponentProps<typeof WhichPicture>) {
  return (
    <Suspense fallback={null}>
      <Which {...props} />
    </Suspense>
  )
}
