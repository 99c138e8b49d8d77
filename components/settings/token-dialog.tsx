'use client'

import { Copy } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { v7 as uuid } from 'uuid'
import { answerOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { copyText } from '#components/ui/copy.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { makeToken } from '#lib/tokens/actions.ts'
import type { NewToken } from '#lib/tokens/schema.ts'
import type { TokenWish } from './token-form.tsx'
import { TokenForm } from './token-form.tsx'

const toInput = (id: string, { name, scopes, days, origins }: TokenWish): NewToken => ({
  id,
  name,
  scopes: [...scopes],
  days,
  corsOrigins: origins.split(/[\s,]+/).filter(Boolean),
})

const copy = async (secret: string) =>
  toast(
    (await copyText(secret))
      ? 'Token copied.'
      : 'The browser does not let this page copy. Select it instead.',
  )

function Secret({ secret }: { secret: string }) {
  return (
    <div className="mt-3 flex flex-col gap-3">
      <Notice kind="warn">Copy it now: nobody can see it again, not even you.</Notice>
      <div className="flex gap-2">
        <Input
          aria-label="Token"
          readOnly
          value={secret}
          className="font-mono text-hint"
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={() => void copy(secret)}>
          <Copy size={16} aria-hidden="true" />
          Copy
        </Button>
      </div>
    </div>
  )
}

/** Makes a token, and shows its secret once. */
export function TokenDialog({ team, onClose }: { team: string; onClose: () => void }) {
  const router = useRouter()
  const [wish, setWish] = useState<TokenWish>({
    name: '',
    scopes: ['models:read', 'images:create'],
    days: 30,
    origins: '',
  })
  const [secret, setSecret] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  function change(part: Partial<TokenWish>): void {
    setWish({ ...wish, ...part })
    setProblem(null)
  }
  async function make(): Promise<void> {
    setIsBusy(true)
    // Each try is one of its own: a secret that got lost cannot be said again.
    const { data, failure } = await answerOf(() => makeToken({ team, ...toInput(uuid(), wish) }))
    setIsBusy(false)
    setProblem(failure?.message ?? null)
    setSecret(data?.secret ?? null)
    router.refresh()
  }
  return (
    <Dialog
      title={secret === null ? 'New token' : `The token “${wish.name}”`}
      isOpen
      onClose={onClose}
      actions={
        secret === null ? (
          <>
            <Button onClick={onClose}>Not now</Button>
            <Button look="primary" isBusy={isBusy} onClick={() => void make()}>
              Make the token
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {secret === null ? <TokenForm wish={wish} onChange={change} /> : <Secret secret={secret} />}
      {problem !== null && (
        <Notice kind="danger" isAlert className="mt-3">
          {problem}
        </Notice>
      )}
    </Dialog>
  )
}
