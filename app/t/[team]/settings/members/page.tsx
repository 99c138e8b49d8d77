import type { Metadata } from 'next'
import { Members } from '#components/settings/members.tsx'
import { pageViewer } from '#lib/auth/viewer.ts'
import { listInvitations } from '#lib/invitations/data.ts'
import { canSendMail } from '#lib/mail/mail.ts'
import { listMembers } from '#lib/teams/data.ts'
import { memberPolicy } from '#lib/teams/policy.ts'

export const metadata: Metadata = { title: 'Members' }

export default async function MembersPage({ params }: { params: Promise<{ team: string }> }) {
  const viewer = await pageViewer((await params).team)
  const [members, invitations] = await Promise.all([
    listMembers(viewer),
    memberPolicy.manage(viewer) ? listInvitations(viewer) : [],
  ])
  return (
    <Members
      team={{ slug: viewer.teamSlug, name: viewer.teamName }}
      members={members}
      invitations={invitations}
      rolesToGive={memberPolicy.rolesToGive(viewer)}
      canSendMail={canSendMail()}
    />
  )
}
