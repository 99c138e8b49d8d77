'use client'

import { KeyRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { toast } from '#components/ui/toast.tsx'
import { forgetKey } from '#lib/credentials/actions.ts'
import type { Credential } from '#lib/credentials/schema.ts'
import { formatDay } from '#lib/format.ts'
import { keyWords } from './key-words.ts'

/** That there is a key, and how it ends. */
export function OwnKey({ team, credential }: { team: string; credential: Credential }) {
  const { provider, lastFour, createdBy, createdAt, isReadable } = credential
  const words = keyWords[provider]
  const router = useRouter()
  const [isAsking, setIsAsking] = useState(false)
  async function remove(): Promise<void> {
    const failure = await failureOf(() => forgetKey({ team, provider }))
    toast(failure?.message ?? 'The key is removed.')
    router.refresh()
  }
  return (
    <div className="mb-6 flex items-center gap-3 rounded-panel border border-line bg-surface px-4 py-3">
      <KeyRound size={18} aria-hidden="true" className="shrink-0 text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          Set, ends in <span className="font-mono">{lastFour}</span>
        </p>
        <p className="text-small text-ink-2">
          {isReadable
            ? `By ${createdBy}, ${formatDay(createdAt)}`
            : 'It cannot be read with this server’s keys any more.'}
        </p>
      </div>
      <Button aria-label={`Remove ${words.key}`} onClick={() => setIsAsking(true)}>
        Remove
      </Button>
      {isAsking && (
        <Confirm
          title={`Remove ${words.key}?`}
          action="Remove it"
          isDanger
          onClose={() => setIsAsking(false)}
          onConfirm={() => void remove()}
        >
          {words.removal}
        </Confirm>
      )}
    </div>
  )
}
