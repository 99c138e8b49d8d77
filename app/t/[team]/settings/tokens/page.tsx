import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { NotForYou } from '#components/settings/not-for-you.tsx'
import { Tokens } from '#components/settings/tokens.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { originOf } from '#lib/app-url.ts'
import { listTokens } from '#lib/tokens/data.ts'
import { tokenPolicy } from '#lib/tokens/policy.ts'

export const metadata: Metadata = { title: 'Tokens' }

export default async function TokensPage({ params }: { params: Promise<{ team: string }> }) {
  const viewer = await pageViewer((await params).team)
  if (!tokenPolicy.create(viewer)) return <NotForYou what="tokens" least="members" />
  return (
    <Tokens
      team={viewer.teamSlug}
      userId={viewer.userId}
      tokens={await listTokens(viewer)}
      origin={originOf(await headers())}
      timeZone={viewer.timeZone}
    />
  )
}
