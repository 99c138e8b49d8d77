import type { Metadata } from 'next'
import { Keys } from '#components/settings/keys.tsx'
import { NotForYou } from '#components/settings/not-for-you.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { listCredentials } from '#lib/credentials/data.ts'
import { credentialPolicy } from '#lib/credentials/policy.ts'
import { upstreamState } from '#lib/models/data.ts'
import { getRouting } from '#lib/routing/data.ts'

export const metadata: Metadata = { title: 'Keys' }

export default async function KeysPage({ params }: { params: Promise<{ team: string }> }) {
  const viewer = await pageViewer((await params).team)
  if (!credentialPolicy.manage(viewer)) return <NotForYou what="keys" />
  const [credentials, state, routing] = await Promise.all([
    listCredentials(viewer),
    upstreamState(viewer),
    getRouting(viewer),
  ])
  return <Keys team={viewer.teamSlug} credentials={credentials} state={state} routing={routing} />
}
