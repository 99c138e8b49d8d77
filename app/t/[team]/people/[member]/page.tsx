import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { MemberPage } from '#components/examples/member-page.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { orNull } from '#lib/errors.ts'
import { getMemberPage } from '#lib/examples/data.ts'

export const metadata: Metadata = { title: 'People' }

interface PersonPageProps {
  params: Promise<{ team: string; member: string }>
}

export default async function PersonPage({ params }: PersonPageProps) {
  const { team, member } = await params
  const viewer = await pageViewer(team)
  if (!z.uuid().safeParse(member).success) notFound()
  const page = await orNull(getMemberPage(viewer, member))
  if (!page) notFound()
  return <MemberPage key={member} team={viewer.teamSlug} page={page} />
}
