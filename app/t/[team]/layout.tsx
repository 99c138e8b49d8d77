import type { ReactNode } from 'react'
import { QueryProvider } from '#components/layout/query-provider.tsx'
import { TeamFrame } from '#components/layout/team-frame.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { upstreamEnvironment } from '#lib/models/data.ts'

interface TeamLayoutProps {
  params: Promise<{ team: string }>
  children: ReactNode
}

export default async function TeamLayout({ params, children }: TeamLayoutProps) {
  const viewer = await pageViewer((await params).team)
  const team = { slug: viewer.teamSlug, name: viewer.teamName }
  return (
    <QueryProvider>
      <TeamFrame team={team} isStandin={upstreamEnvironment(viewer) === 'standin'}>
        {children}
      </TeamFrame>
    </QueryProvider>
  )
}
