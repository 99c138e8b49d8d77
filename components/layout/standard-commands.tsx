'use client'

import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import type { Command } from '#components/commands/commands.ts'
import { useCommands } from '#components/commands/commands.ts'
import { leave } from './leave.ts'
import { places, settingsPlace } from './navigation.ts'
import { useTheme } from './use-theme.ts'

interface StandardCommandsProps {
  team: string
  me: string
  teams: readonly { slug: string; name: string }[]
}

/** What can be done on every page: go somewhere, change the looks, leave. */
export function StandardCommands({ team, me, teams }: StandardCommandsProps) {
  const router = useRouter()
  const setTheme = useTheme()[1]
  const commands = useMemo((): Command[] => {
    const to = (path: string) => () => router.push(path)
    const others = teams.filter(({ slug }) => slug !== team)
    return [
      ...[...places, settingsPlace].map(({ path, label }) => ({
        id: `go ${path}`,
        group: 'Go to',
        label,
        run: to(`/t/${team}/${path}`),
      })),
      { id: 'go examples', group: 'Go to', label: 'Examples', run: to(`/t/${team}/library?show=examples`) },
      { id: 'go page', group: 'Go to', label: 'My page', run: to(`/t/${team}/people/${me}`) },
      { id: 'go links', group: 'Go to', label: 'My links', run: to(`/t/${team}/links`) },
      ...others.map(({ slug, name }) => ({
        id: `team ${slug}`,
        group: 'Go to',
        label: name,
        run: to(`/t/${slug}/playground`),
      })),
      { id: 'theme light', group: 'Looks', label: 'Light theme', run: () => setTheme('light') },
      { id: 'theme dark', group: 'Looks', label: 'Dark theme', run: () => setTheme('dark') },
      { id: 'theme system', group: 'Looks', label: 'Theme as the system', run: () => setTheme('system') },
      { id: 'sign out', group: 'Account', label: 'Sign out', run: () => void leave() },
    ]
    // The setter is new with each render, and does the same.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [router, team, me, teams])
  useCommands(commands)
  return null
}
