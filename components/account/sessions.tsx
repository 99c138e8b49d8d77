'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { act } from '#components/actions/act.ts'
import { Button } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import { signOutOthers, signOutSession } from '#lib/account/actions.ts'
import type { Session } from '#lib/account/schema.ts'
import { formatDateTime } from '#lib/format.ts'

/** Where one is signed in, and how to end it there. */
export function Sessions({ sessions }: { sessions: Session[] }) {
  const router = useRouter()
  const [isBusy, start] = useTransition()

  function run(action: Parameters<typeof act>[0], done: string): void {
    start(async () => {
      if (!(await act(action))) return
      toast(done)
      router.refresh()
    })
  }

  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-line rounded-[10px] border border-line bg-surface">
        {sessions.map(({ id, device, address, lastSeenAt, isCurrent }) => (
          <li key={id} className="flex min-h-14 items-center gap-3 px-4 py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate">{device}</p>
              <p className="truncate text-hint text-ink-3" suppressHydrationWarning>
                {address} · {isCurrent ? 'this browser' : `last seen ${formatDateTime(lastSeenAt)}`}
              </p>
            </div>
            {!isCurrent && (
              <Button
                isBusy={isBusy}
                aria-label={`Sign out ${device}`}
                onClick={() => run(() => signOutSession({ id }), `Signed out of ${device}.`)}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button
          className="self-start"
          isBusy={isBusy}
          onClick={() => run(() => signOutOthers(), 'Signed out everywhere else.')}
        >
          Sign out everywhere else
        </Button>
      )}
    </div>
  )
}
