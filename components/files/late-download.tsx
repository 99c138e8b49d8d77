'use client'

import { lazy, Suspense } from 'react'
import type { DownloadDialogProps } from './download-dialog.tsx'

const DownloadDialog = lazy(async () => ({
  default: (await import('./download-dialog.tsx')).DownloadDialog,
}))

/** The dialog that asks as what pictures are downloaded, loaded when it is first opened. */
export function LateDownload(props: DownloadDialogProps) {
  return (
    <Suspense fallback={null}>
      <DownloadDialog {...props} />
    </Suspense>
  )
}
