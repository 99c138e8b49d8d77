import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { BatchView } from '#components/batches/batch-view.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { getBatch } from '#lib/batches/data.ts'
import { batchIdSchema } from '#lib/batches/schema.ts'
import { isAppError } from '#lib/errors.ts'

export const metadata: Metadata = { title: 'Batch' }

interface BatchPageProps {
  params: Promise<{ team: string; batch: string }>
}

export default async function BatchPage({ params }: BatchPageProps) {
  const { team, batch: id } = await params
  const viewer = await pageViewer(team)
  if (!batchIdSchema.safeParse(id).success) notFound()
  const batch = await getBatch(viewer, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
  return <BatchView team={viewer.teamSlug} batch={batch} />
}
