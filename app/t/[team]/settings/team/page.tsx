import type { Metadata } from 'next'
import { TeamSettings } from '#components/settings/team-settings.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { listModels } from '#lib/models/data.ts'
import { getTeam } from '#lib/teams/data.ts'

export const metadata: Metadata = { title: 'Team' }

export default async function TeamPage({ params }: { params: Promise<{ team: string }> }) {
  const viewer = await pageViewer((await params).team)
  const [team, models] = await Promise.all([getTeam(viewer), listModels(viewer)])
  return <TeamSettings team={team} role={viewer.role} models={models} />
}
