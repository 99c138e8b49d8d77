import { lazy, Suspense } from 'react'
import type { LightboxProps } from './lightbox.tsx'

const Lightbox = lazy(async () => ({ default: (await import('./lightbox.tsx')).Lightbox }))

/** The lightbox, loaded when a picture is first looked at closely. */
export function LateLightbox(props: LightboxProps) {
  return (
    <Suspense fallback={null}>
      <Lightbox {...props} />
    </Suspense>
  )
}
