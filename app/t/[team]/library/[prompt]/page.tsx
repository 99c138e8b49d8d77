import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { PromptPage } from '#components/library/prompt-page.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { orNull } from '#lib/errors.ts'
import { defaultModelId } from '#lib/models/data.ts'
import { getPrompt } from '#lib/prompts/data.ts'

export const metadata: Metadata = { title: 'Prompt' }

interface LibraryPromptPageProps {
  params: Promise<{ team: string; prompt: string }>
}

export default async function LibraryPromptPage({ params }: LibraryPromptPageProps) {
  const { team, prompt: id } = await params
  const viewer = await pageViewer(team)
  if (!z.uuid().safeParse(id).success) notFound()
  const prompt = await orNull(getPrompt(viewer, id))
  if (!prompt) notFound()
  return (
    <PromptPage key={id} team={viewer.teamSlug} defaultModelId={defaultModelId(viewer)} prompt={prompt} />
  )
}
