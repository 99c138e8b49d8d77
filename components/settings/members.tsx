'use client'

import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Role } from '#lib/auth/schema.ts'
import type { Invitation } from '#lib/invitations/schema.ts'
import type { Member } from '#lib/teams/schema/team.ts'
import { InvitationList } from './invitation-list.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberLine } from './member-line.tsx'
import { Section } from './section.tsx'

interface MembersProps {
  team: { slug: string; name: string }
  members: readonly Member[]
  invitations: readonly Invitation[]
  /** By whoever looks; none for who invites nobody. */
  rolesToGive: readonly Role[]
  canSendMail: boolean
}

/** Who is in the team, and who may come. */
export function Members({ team, members, invitations, rolesToGive, canSendMail }: MembersProps) {
  const [isInviting, setIsInviting] = useState(false)
  const canInvite = rolesToGive.length > 0
  return (
    <>
      <Section isWide title={members.length === 1 ? '1 member' : `${members.length} members`}>
        <ul
          aria-label="Members"
          className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface"
        >
          {members.map((member) => (
            <MemberLine key={member.id} team={team} member={member} />
          ))}
        </ul>
        {canInvite && (
          <Button look="primary" className="mt-4" onClick={() => setIsInviting(true)}>
            <UserPlus size={16} aria-hidden="true" />
            Invite
          </Button>
        )}
      </Section>
      {invitations.length > 0 && (
        <Section isWide title="Invitations" lead="They still let somebody in.">
          <InvitationList team={team.slug} invitations={invitations} canSendMail={canSendMail} />
        </Section>
      )}
      {isInviting && (
        <InviteDialog
          team={team}
          roles={rolesToGive}
          canSendMail={canSendMail}
          onClose={() => setIsInviting(false)}
        />
      )}
    </>
  )
}
