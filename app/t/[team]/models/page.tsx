import type { Metadata } from 'next'
import { CataloguePage } from '#components/models/catalogue-page.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { getCatalogue } from '#lib/model-pages/data.ts'
import { catalogueQuestionSchema } from '#lib/model-pages/schema.ts'

export const metadata: Metadata = { title: 'Models' }

interface ModelsPageProps {
  params: Promise<{ team: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ModelsPage({ params, searchParams }: ModelsPageProps) {
  const viewer = await pageViewer((await params).team)
  const asked = catalogueQuestionSchema.parse(await searchParams)
  return <CataloguePage team={viewer.teamSlug} asked={asked} catalogue={await getCatalogue(viewer)} />
}
