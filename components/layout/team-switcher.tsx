'use client'

import { ChevronsUpDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Menu, MenuItem, MenuLabel } from '#components/ui/menu.tsx'

interface Team {
  slug: string
  name: string
}

/** Which team one is in, and the way to one's others. */
export function TeamSwitcher({ team, teams }: { team: Team; teams: readonly Team[] }) {
  const router = useRouter()
  if (teams.length < 2) return <span className="truncate font-medium">{team.name}</span>
  return (
    <Menu
      label="Teams"
      opener={(opener) => (
        <button
          type="button"
          className="touch-target flex h-8 min-w-0 items-center gap-1.5 rounded-control px-1 font-medium hover:bg-sunk"
          aria-label={`Team: ${team.name}`}
          {...opener}
        >
          <span className="truncate">{team.name}</span>
          <ChevronsUpDown size={15} aria-hidden="true" className="text-ink-2" />
        </button>
      )}
    >
      <MenuLabel>Your teams</MenuLabel>
      {teams.map(({ slug, name }) => (
        <MenuItem
          key={slug}
          isChecked={slug === team.slug}
          onSelect={() => router.push(`/t/${slug}/playground`)}
        >
          {name}
        </MenuItem>
      ))}
    </Menu>
  )
}
