'use client'

import type { ComponentProps } from 'react'
import { lazy, Suspense } from 'react'
import type { StartFromItems } from './start-from.tsx'

const Items = lazy(async () => ({ default: (await import('./start-from.tsx')).StartFromItems }))

/** Vary and Upscale in the menu of a generation, loaded when such a menu is opened. */
export function LateStartFromItems(props: ComponentProps<typeof StartFromItems>) {
  return (
    <Suspense fallback={null}>
      <Items {...props} />
    </Suspense>
  )
}
