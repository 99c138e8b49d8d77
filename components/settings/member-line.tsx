'use client'

import { Ellipsis, KeyRound, UserMinus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { act } from '#components/actions/act.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Select } from '#components/ui/input.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { toast } from '#components/ui/toast.tsx'
import { formatDay } from '#lib/format.ts'
import { giveRole, takeOut } from '#lib/teams/actions.ts'
import type { Member } from '#lib/teams/schema/team.ts'
import { roleSchema } from '#lib/teams/schema/team.ts'
import { PasswordLink } from './password-link.tsx'
import { roleNames } from './role-words.ts'

interface MemberLineProps {
  team: { slug: string; name: string }
  member: Member
}

function RoleChoice({ team, member }: MemberLineProps) {
  const router = useRouter()
  const { id, name, role, can } = member
  if (can.roles.length === 0) return <span className="text-ink-2">{roleNames[role]}</span>
  async function change(chosen: string): Promise<void> {
    const next = roleSchema.parse(chosen)
    if (await act(() => giveRole({ team: team.slug, member: id, role: next })))
      toast(`${name} is ${roleNames[next].toLowerCase()} now.`)
    router.refresh()
  }
  const given = [...can.roles, role]
  return (
    <Select
      key={role}
      aria-label={`Role of ${name}`}
      className="w-30"
      defaultValue={role}
      onChange={(event) => void change(event.target.value)}
    >
      {roleSchema.options
        .filter((each) => given.includes(each))
        .map((each) => (
          <option key={each} value={each}>
            {roleNames[each]}
          </option>
        ))}
    </Select>
  )
}

function MemberMenu({ team, member }: MemberLineProps) {
  const router = useRouter()
  const [isOpen, setIsOpen] = useState<'remove' | 'reset' | null>(null)
  const { id, name, can } = member
  async function remove(): Promise<void> {
    if (await act(() => takeOut({ team: team.slug, member: id })))
      toast(`${name} is not in the team any more.`)
    router.refresh()
  }
  if (!can.remove && !can.reset) return <span className="size-8 max-md:size-11" />
  return (
    <>
      <Menu
        label={`More about ${name}`}
        align="end"
        opener={(opener) => (
          <IconButton {...opener} label={`More about ${name}`} tip="left" icon={<Ellipsis size={17} />} />
        )}
      >
        {can.reset && (
          <MenuItem icon={<KeyRound size={16} />} onSelect={() => setIsOpen('reset')}>
            Link for a new password
          </MenuItem>
        )}
        {can.remove && (
          <MenuItem icon={<UserMinus size={16} />} onSelect={() => setIsOpen('remove')}>
            Remove from the team
          </MenuItem>
        )}
      </Menu>
      {isOpen === 'reset' && (
        <PasswordLink team={team.slug} member={member} onClose={() => setIsOpen(null)} />
      )}
      <Confirm
        title={`Remove ${name}?`}
        action="Remove"
        isOpen={isOpen === 'remove'}
        isDanger
        onClose={() => setIsOpen(null)}
        onConfirm={() => void remove()}
      >
        They see nothing of {team.name} any more, at once and everywhere. What they made stays. What of theirs
        waits in the queue is cancelled, their tokens end, and their links go on in your hands.
      </Confirm>
    </>
  )
}

/** A member, their role, and what can be done about both. */
export function MemberLine({ team, member }: MemberLineProps) {
  const { name, email, isMe, joinedAt } = member
  return (
    <li className="flex min-h-16 items-center gap-3 px-4 py-2">
      <span className="max-sm:hidden">
        <Avatar name={name} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {name}
          {isMe && <span className="font-normal text-ink-2"> (you)</span>}
        </p>
        <p className="truncate text-hint text-ink-3">{email ?? `Since ${formatDay(joinedAt)}`}</p>
      </div>
      <RoleChoice team={team} member={member} />
      <MemberMenu team={team} member={member} />
    </li>
  )
}
