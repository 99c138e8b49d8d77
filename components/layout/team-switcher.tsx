'use client'

import { ChevronsUpDown, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useState } from 'react'
import { Menu, MenuItem, MenuLabel, MenuLine } from '#components/ui/menu.tsx'

const NewTeam = lazy(async () => ({ default: (await import('./new-team.tsx')).NewTeam }))

interface Team {
  slug: string
  name: string
}

interface TeamSwitcherProps {
  team: Team
  teams: readonly Team[]
  /** Whoever set the server up makes others. */
  canMake: boolean
}

/** Which team one is in, and the way to one's others. */
export function TeamSwitcher({ team, teams, canMake }: TeamSwitcherProps) {
  const [isMaking, setIsMaking] = useState(false)
  const router = useRouter()
  if (teams.length < 2 && !canMake) return <span className="truncate font-medium">{team.name}</span>
  return (
    <>
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
        {canMake && (
          <>
            <MenuLine />
            <MenuItem icon={<Plus size={16} />} onSelect={() => setIsMaking(true)}>
              New team
            </MenuItem>
          </>
        )}
      </Menu>
      {isMaking && (
        <Suspense fallback={null}>
          <NewTeam onClose={() => setIsMaking(false)} />
        </Suspense>
      )}
    </>
  )
}
