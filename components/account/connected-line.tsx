'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { act } from '#components/actions/act.ts'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { toast } from '#components/ui/toast.tsx'
import { disconnect } from '#lib/account/actions.ts'
import type { Connected } from '#lib/account/schema.ts'
import { formatDay } from '#lib/format.ts'

interface ConnectedLineProps {
  identity: Connected
  /** Of its provider. */
  name: string
  isOnlyWay: boolean
}

/** An identity that opens one's account, and how to end that; the only way in stays. */
export function ConnectedLine({ identity, name, isOnlyWay }: ConnectedLineProps) {
  const { id, label, createdAt, isOpen } = identity
  const router = useRouter()
  const [isAsking, setIsAsking] = useState(false)
  const [isBusy, start] = useTransition()

  function go(): void {
    start(async () => {
      setIsAsking(false)
      if (!(await act(() => disconnect({ id })))) return
      toast(`${name} is disconnected.`)
      router.refresh()
    })
  }

  return (
    <li className="flex min-h-14 items-center gap-3 px-4 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate">{name}</p>
        <p className="truncate text-hint text-ink-3" title={label}>
          {label} · {isOpen ? `since ${formatDay(createdAt)}` : 'not asked by this server any more'}
        </p>
      </div>
      {isOnlyWay ? (
        <p className="text-hint text-ink-2">Your only way in</p>
      ) : (
        <Button isBusy={isBusy} aria-label={`Disconnect ${name}, ${label}`} onClick={() => setIsAsking(true)}>
          Disconnect
        </Button>
      )}
      <Confirm
        title={`Disconnect ${name}?`}
        action="Disconnect"
        keep="Keep it"
        isOpen={isAsking}
        isDanger
        onClose={() => setIsAsking(false)}
        onConfirm={go}
      >
        {label} does not open your account any more. Browsers that are signed in stay so until you sign them
        out.
      </Confirm>
    </li>
  )
}
