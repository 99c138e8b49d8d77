'use client'

import { useState } from 'react'
import { answerOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { makePasswordLink } from '#lib/teams/actions.ts'
import type { Member } from '#lib/teams/schema/team.ts'
import { SecretLink } from './secret-link.tsx'

interface PasswordLinkProps {
  team: string
  member: Member
  onClose: () => void
}

/** A link by which a member who cannot sign in chooses another password: shown once. */
export function PasswordLink({ team, member: { id, name }, onClose }: PasswordLinkProps) {
  const [path, setPath] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  async function make(): Promise<void> {
    const { data, failure } = await answerOf(() => makePasswordLink({ team, member: id }))
    setPath(data?.path ?? null)
    setProblem(failure?.message ?? null)
  }
  return (
    <Dialog
      title={`Link for ${name}`}
      isOpen
      onClose={onClose}
      actions={
        path === null ? (
          <>
            <Button onClick={onClose}>Not now</Button>
            <Button look="primary" onClick={() => void make()}>
              Make the link
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {path === null ? (
        <p>
          Whoever has this link chooses a new password for {name}, and is signed in as {name}. It works once,
          for a day. Send it to nobody else.
        </p>
      ) : (
        <div className="flex flex-col gap-3">
          <p>Copy it now: it is not shown again.</p>
          <SecretLink label={`Link for ${name}`} path={path} />
        </div>
      )}
      {problem !== null && (
        <Notice kind="danger" isAlert className="mt-3">
          {problem}
        </Notice>
      )}
    </Dialog>
  )
}
