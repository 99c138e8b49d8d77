import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { ModelView } from '#components/models/model-view.tsx'
import { originOf } from '#lib/app-url.ts'
import { pageViewer } from '#lib/auth/viewer.ts'
import { orNull } from '#lib/errors.ts'
import { findModelId, getModelPage } from '#lib/model-pages/data.ts'
import { modelPath, readModelName } from '#lib/model-pages/schema.ts'

interface ModelPageProps {
  params: Promise<{ team: string; model: string[] }>
}

export async function generateMetadata({ params }: ModelPageProps): Promise<Metadata> {
  return { title: readModelName((await params).model) ?? 'Model' }
}

export default async function ModelPage({ params }: ModelPageProps) {
  const { team, model: parts } = await params
  const viewer = await pageViewer(team)
  const name = readModelName(parts)
  if (name === null) notFound()
  const id = await findModelId(viewer, name)
  // One page, one address: an alias leads there.
  if (id !== name) redirect(modelPath(viewer.teamSlug, id))
  const page = await orNull(getModelPage(viewer, id, originOf(await headers())))
  if (!page) notFound()
  return <ModelView team={viewer.teamSlug} page={page} />
}
