import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { MemberPage } from '#components/examples/member-page.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { orNull } from '#lib/errors.ts'
import { getMemberPage } from '#lib/examples/data.ts'

export const metadata: Metadata = { title: 'People' }

interface PersonPageProps {
  params: Promise<{ team: string; person: string }>
}

export default async function PersonPage({ params }: PersonPageProps) {
  const { team, person } = await params
  const viewer = await pageViewer(team)
  if (!z.uuid().safeParse(person).success) notFound()
  const page = await orNull(getMemberPage(viewer, person))
  if (!page) notFound()
  return <MemberPage key={person} team={viewer.teamSlug} page={page} />
}
