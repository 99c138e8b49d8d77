import type { Metadata } from 'next'
import { MyLinks } from '#components/share/my-links.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'

export const metadata: Metadata = { title: 'My links' }

export default async function LinksPage({ params }: { params: Promise<{ team: string }> }) {
  const viewer = await pageViewer((await params).team)
  return <MyLinks team={viewer.teamSlug} />
}
