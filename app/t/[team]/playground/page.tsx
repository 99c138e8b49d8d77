import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { panelWidthCookie, toPanelWidth } from '#components/playground/panel-width.ts'
import { Playground } from '#components/playground/playground.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { listFeed } from '#lib/batches/data.ts'
import { generationPolicy } from '#lib/generations/policy.ts'
import {
  getDefaultModel,
  listModels,
  upstreamBaseUrl,
  upstreamEnvironment,
  upstreamState,
} from '#lib/models/data.ts'

export const metadata: Metadata = { title: 'Playground' }

/** In the editor on the first visit, so that the first picture is one click away. */
const examplePrompt =
  'A hand-painted wooden sign for a local bakery that says "SWEET HARVEST" in gold leaf, warm morning light'

export default async function PlaygroundPage({ params }: { params: Promise<{ team: string }> }) {
  const viewer = await pageViewer((await params).team)
  const [models, model, page, cookie, { canImprove }] = await Promise.all([
    listModels(viewer),
    getDefaultModel(viewer),
    listFeed(viewer),
    cookies(),
    upstreamState(viewer),
  ])
  return (
    <Playground
      team={viewer.teamSlug}
      me={{ id: viewer.userId, name: viewer.name }}
      environment={upstreamEnvironment(viewer)}
      models={models}
      model={model}
      page={page}
      examplePrompt={examplePrompt}
      canImprove={canImprove}
      baseUrl={upstreamBaseUrl(viewer)}
      canGenerate={generationPolicy.create(viewer)}
      panelWidth={toPanelWidth(cookie.get(panelWidthCookie)?.value)}
    />
  )
}
