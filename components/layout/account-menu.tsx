'use client'

import { BookUser, Link2, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Avatar } from '#components/ui/avatar.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '#components/ui/menu.tsx'
import { leave } from './leave.ts'
import { useTheme } from './use-theme.ts'

const icons = { light: Sun, dark: Moon, system: Monitor } as const
const names = { light: 'Light', dark: 'Dark', system: 'As the system' } as const
const themes = ['light', 'dark', 'system'] as const

interface AccountMenuProps {
  team: string
  me: { id: string; name: string }
}

/** One's own things: account, looks, leaving. */
export function AccountMenu({ team, me: { id, name } }: AccountMenuProps) {
  const router = useRouter()
  const [isLeaving, startLeaving] = useTransition()
  const [theme, setTheme] = useTheme()
  return (
    <Menu
      label="Account"
      align="end"
      className="min-w-52"
      opener={(opener) => (
        <button
          type="button"
          aria-label={`Account: ${name}`}
          className="touch-target rounded-control"
          {...opener}
        >
          <Avatar name={name} />
        </button>
      )}
    >
      <MenuLabel>{name}</MenuLabel>
      <MenuItem icon={<UserRound size={16} />} onSelect={() => router.push(`/t/${team}/settings`)}>
        Account settings
      </MenuItem>
      <MenuItem icon={<BookUser size={16} />} onSelect={() => router.push(`/t/${team}/people/${id}`)}>
        My page
      </MenuItem>
      <MenuItem icon={<Link2 size={16} />} onSelect={() => router.push(`/t/${team}/links`)}>
        My links
      </MenuItem>
      <MenuLine />
      <MenuLabel>Theme</MenuLabel>
      {themes.map((value) => {
        const Icon = icons[value]
        return (
          <MenuItem
            key={value}
            icon={<Icon size={16} />}
            isChecked={theme === value}
            onSelect={() => setTheme(value)}
          >
            {names[value]}
          </MenuItem>
        )
      })}
      <MenuLine />
      <MenuItem
        icon={<LogOut size={16} />}
        onSelect={() => {
          if (!isLeaving) startLeaving(leave)
        }}
      >
        Sign out
      </MenuItem>
    </Menu>
  )
}
