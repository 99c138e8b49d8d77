import type { ReactNode } from 'react'
import { QueryProvider } from '#components/layout/query-provider.tsx'
import { Shell } from '#components/layout/shell.tsx'
import { pageViewer, requirePerson } from '#lib/auth/viewer.ts'
import { queueCounts } from '#lib/generations/data.ts'
import { upstreamState } from '#lib/models/data.ts'
import { listTeams } from '#lib/teams/data.ts'

interface TeamLayoutProps {
  params: Promise<{ team: string }>
  children: ReactNode
}

export default async function TeamLayout({ params, children }: TeamLayoutProps) {
  const viewer = await pageViewer((await params).team)
  const [teams, queue, upstream] = await Promise.all([
    listTeams(await requirePerson()),
    queueCounts(viewer),
    upstreamState(viewer),
  ])
  return (
    <QueryProvider>
      <Shell
        team={{ slug: viewer.teamSlug, name: viewer.teamName }}
        teams={teams}
        me={{ id: viewer.userId, name: viewer.name, isAdmin: viewer.isAdmin }}
        queue={queue}
        upstream={upstream}
      >
        {children}
      </Shell>
    </QueryProvider>
  )
}
