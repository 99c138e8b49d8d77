'use client'

import { lazy, Suspense } from 'react'
import type { InputsProps } from './inputs.tsx'

const Inputs = lazy(async () => ({ default: (await import('./inputs.tsx')).Inputs }))

/** The pictures that a model starts from, loaded with the first model that takes some. */
export function LateInputs(props: InputsProps) {
  if (!props.model.inputs) return null
  return (
    <Suspense fallback={<div className="mb-2 h-8 max-md:h-11" />}>
      <Inputs {...props} />
    </Suspense>
  )
}
