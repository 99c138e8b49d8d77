'use client'

import { lazy, Suspense } from 'react'
import { useCompare } from './use-compare.ts'

const Compare = lazy(async () => ({ default: (await import('./compare.tsx')).Compare }))

/** The two pictures that are compared, if there are two. Loaded when it is first done. */
export function LateCompare({ team }: { team: string }) {
  const { ids, swap, close } = useCompare()
  if (!ids) return null
  return (
    <Suspense fallback={null}>
      <Compare team={team} ids={ids} onSwap={swap} onClose={close} />
    </Suspense>
  )
}
