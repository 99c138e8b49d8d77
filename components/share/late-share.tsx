import { lazy, Suspense } from 'react'
import type { ShareDialogProps } from './share-dialog.tsx'

const ShareDialog = lazy(async () => ({ default: (await import('./share-dialog.tsx')).ShareDialog }))

/** The dialog that makes a link, loaded when somebody first wants to share. */
export function LateShare(props: ShareDialogProps) {
  return (
    <Suspense fallback={null}>
      <ShareDialog {...props} />
    </Suspense>
  )
}
