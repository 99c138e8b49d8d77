import Link from 'next/link'
import type { ReactNode } from 'react'
import { CommandBar } from '#components/commands/command-bar.tsx'
import { Live } from '#components/live/live.tsx'
import { Toaster } from '#components/ui/toast.tsx'
import type { QueueCounts } from '#lib/generations/schema.ts'
import type { UpstreamState } from '#lib/models/schema.ts'
import { AccountMenu } from './account-menu.tsx'
import { Logo } from './logo.tsx'
import { PlaceName, Rail, TabBar } from './nav-links.tsx'
import { QueueBadge } from './queue-badge.tsx'
import { StandardCommands } from './standard-commands.tsx'
import { TeamSwitcher } from './team-switcher.tsx'
import { UpstreamBanner } from './upstream-banner.tsx'

interface Team {
  slug: string
  name: string
}

interface ShellProps {
  team: Team
  teams: readonly Team[]
  me: { id: string; name: string; isAdmin: boolean }
  queue: QueueCounts
  upstream: UpstreamState
  children: ReactNode
}

/** What stands around every page of a team. */
export function Shell({ team, teams, me, queue, upstream, children }: ShellProps) {
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="absolute top-2 left-2 z-40 -translate-y-16 rounded-control bg-button px-3 py-2 text-button-ink focus:translate-y-0"
      >
        Skip to the content
      </a>
      <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface pr-4 max-md:pr-3">
        <Link
          href={`/t/${team.slug}/playground`}
          aria-label="Atelier"
          className="touch-target flex h-full w-14 items-center justify-center max-md:-mr-3"
        >
          <Logo />
        </Link>
        <div className="flex min-w-0 flex-1 items-center gap-3">
          <TeamSwitcher team={team} teams={teams} canMake={me.isAdmin} />
          <PlaceName />
        </div>
        <UpstreamBanner team={team.slug} first={upstream} />
        <CommandBar />
        <QueueBadge team={team.slug} first={queue} />
        <AccountMenu team={team.slug} me={me} />
      </header>
      <div className="flex min-h-0 flex-1">
        <Rail team={team.slug} />
        {children}
      </div>
      <TabBar team={team.slug} />
      <Toaster />
      <StandardCommands team={team.slug} me={me.id} teams={teams} />
      <Live team={team.slug} me={me.id} />
    </div>
  )
}
