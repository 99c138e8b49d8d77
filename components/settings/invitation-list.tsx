'use client'

import { Copy, Link2, Mail, Send, X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { act } from '#components/actions/act.ts'
import { IconButton } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import { formatDay, plural } from '#lib/format.ts'
import { endInvitation, sendInvitationAgain } from '#lib/invitations/actions.ts'
import type { Invitation } from '#lib/invitations/schema.ts'
import { roleNames } from './role-words.ts'
import { copyAddress } from './secret-link.tsx'

function forWhom({ email, usesLeft }: Invitation): string {
  if (email !== null) return email
  return usesLeft === null ? 'Whoever has the link' : `By link, for ${plural(usesLeft, 'person', 'people')}`
}

interface InvitationListProps {
  team: string
  invitations: readonly Invitation[]
  canSendMail: boolean
}

/** Invitations that still let somebody in. */
export function InvitationList({ team, invitations, canSendMail }: InvitationListProps) {
  const router = useRouter()
  async function run(action: Parameters<typeof act>[0], done: string): Promise<void> {
    if (await act(action)) toast(done)
    router.refresh()
  }
  return (
    <ul
      aria-label="Invitations"
      className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface"
    >
      {invitations.map((invitation) => {
        const { id, email, role, createdBy, expiresAt, path } = invitation
        const whom = forWhom(invitation)
        return (
          <li key={id} className="flex min-h-16 items-center gap-3 px-4 py-2">
            <span aria-hidden="true" className="flex size-8 items-center justify-center text-ink-2">
              {email === null ? <Link2 size={18} /> : <Mail size={18} />}
            </span>
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{whom}</p>
              <p className="truncate text-hint text-ink-3">
                {roleNames[role]} · by {createdBy} · until {formatDay(expiresAt)}
              </p>
            </div>
            {email !== null && canSendMail && (
              <IconButton
                label={`Send again to ${email}`}
                tip="left"
                icon={<Send size={16} />}
                onClick={() => void run(() => sendInvitationAgain({ team, id }), `Sent to ${email}.`)}
              />
            )}
            <IconButton
              label={`Copy the link: ${whom}`}
              tip="left"
              icon={<Copy size={16} />}
              onClick={() => void copyAddress(path)}
            />
            <IconButton
              label={`Take back: ${whom}`}
              tip="left"
              icon={<X size={17} />}
              onClick={() =>
                void run(() => endInvitation({ team, id }), 'The invitation lets nobody in any more.')
              }
            />
          </li>
        )
      })}
    </ul>
  )
}
