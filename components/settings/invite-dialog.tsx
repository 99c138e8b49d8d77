'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { answerOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Role } from '#lib/auth/schema.ts'
import { inviteMember } from '#lib/invitations/actions.ts'
import type { InvitationInput, MadeInvitation } from '#lib/invitations/schema.ts'
import type { Wish } from './invite-form.tsx'
import { InviteForm } from './invite-form.tsx'
import { SecretLink } from './secret-link.tsx'

const days = { '1': 1, '7': 7, '30': 30 } as const

const toInput = (id: string, { way, email, role, uses, days: last }: Wish): InvitationInput => ({
  id,
  role,
  email: way === 'email' ? email : null,
  uses: way === 'email' || uses === 'one' ? 1 : null,
  days: days[last],
})

/** Asks the server for an invitation; the same wish asked for twice is one. */
function useInvite(team: string) {
  const router = useRouter()
  const [id] = useState(() => uuid())
  const [made, setMade] = useState<MadeInvitation | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  async function invite(wish: Wish): Promise<void> {
    setIsBusy(true)
    const { data, failure } = await answerOf(() => inviteMember({ team, ...toInput(id, wish) }))
    setIsBusy(false)
    setProblem(failure?.message ?? null)
    setMade(data ?? null)
    if (data) router.refresh()
  }
  return { made, problem, isBusy, invite }
}

interface InviteDialogProps {
  team: { slug: string; name: string }
  roles: readonly Role[]
  canSendMail: boolean
  onClose: () => void
}

/** Invites somebody: by e-mail, or by a link that one sends oneself. */
export function InviteDialog({ team, roles, canSendMail, onClose }: InviteDialogProps) {
  const { made, problem, isBusy, invite } = useInvite(team.slug)
  const [wish, setWish] = useState<Wish>({
    way: canSendMail ? 'email' : 'link',
    email: '',
    role: 'member',
    uses: 'one',
    days: '7',
  })
  return (
    <Dialog
      title={`Invite to ${team.name}`}
      isOpen
      onClose={onClose}
      actions={
        made ? (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Not now</Button>
            <Button look="primary" isBusy={isBusy} onClick={() => void invite(wish)}>
              {wish.way === 'email' && canSendMail ? 'Send the invitation' : 'Make the link'}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <Made made={made} email={wish.way === 'email' ? wish.email : null} />
      ) : (
        <InviteForm {...{ wish, roles, canSendMail }} onChange={(part) => setWish({ ...wish, ...part })} />
      )}
      {problem !== null && (
        <Notice kind="danger" isAlert className="mt-3">
          {problem}
        </Notice>
      )}
    </Dialog>
  )
}

function Made({ made, email }: { made: MadeInvitation; email: string | null }) {
  return (
    <div className="mt-3 flex flex-col gap-3">
      {made.isSent === true && <Notice kind="ok">Sent to {email}.</Notice>}
      {made.isSent === false && (
        <Notice kind="warn">The e-mail could not be sent. Copy the link, and send it yourself.</Notice>
      )}
      {made.isSent !== true && (
        <p>Whoever has this link{email === null ? '' : ` and the address ${email}`} can join.</p>
      )}
      <SecretLink label="Invitation link" path={made.path} />
    </div>
  )
}
