'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { toast } from '#components/ui/toast.tsx'
import { recoverFromBill, writeOffFromBill } from '#lib/bills/actions.ts'
import type { Bill } from '#lib/bills/schema.ts'
import { formatInstant, formatMoney } from '#lib/format.ts'

interface BillLineProps {
  team: string
  bill: Bill
  timeZone: string
  /** The API keeps answers, so that they can be asked for again. */
  canRecover: boolean
}

function sayBill({ kind, author, askedAt }: Bill, canRecover: boolean): string {
  if (kind === 'not from here')
    return 'Made with this key, and not from here: by another program, or with a copy of the database.'
  const who = author ? `Asked for by ${author}. ` : ''
  if (askedAt !== null) return `${who}Asked for again; nothing came yet.`
  return canRecover
    ? `${who}Its pictures did not come. The API may still have them.`
    : `${who}Its pictures did not come, and the API keeps no answers for this server.`
}

/** A call that was billed, and of which nothing is here. */
export function BillLine({ team, bill, timeZone, canRecover }: BillLineProps) {
  const router = useRouter()
  const [isAsking, setIsAsking] = useState(false)
  const { id, requestId, at, modelId, micros, kind } = bill
  async function tell(words: string, action: Parameters<typeof failureOf>[0]): Promise<void> {
    const failure = await failureOf(action)
    toast(failure?.message ?? words)
    router.refresh()
  }
  const recover = () =>
    tell('Asked for again. What comes shows in the gallery.', () => recoverFromBill({ team, id }))
  const writeOff = () => tell('Written off.', () => writeOffFromBill({ team, id }))
  return (
    <li className="flex gap-x-4 gap-y-3 px-4 py-3 max-md:flex-col md:items-center">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap gap-x-2 font-medium wrap-anywhere">
          {modelId ?? 'An unknown model'}
          <span className="tabular-nums">{formatMoney(micros)}</span>
        </p>
        <p className="mt-0.5 text-small text-ink-2">{sayBill(bill, canRecover)}</p>
        <p className="mt-0.5 text-small text-ink-2 tabular-nums">
          {formatInstant(at, timeZone)} ·{' '}
          <a
            href={`https://lumenfall.ai/app/requests?open=${encodeURIComponent(requestId)}`}
            target="_blank"
            rel="noreferrer"
            className="font-mono underline decoration-edge underline-offset-2 hover:text-ink"
          >
            {requestId}
          </a>
        </p>
      </div>
      <div className="flex shrink-0 gap-2">
        {kind === 'without pictures' && canRecover && (
          <Button aria-label={`Recover ${requestId}`} onClick={() => void recover()}>
            Recover
          </Button>
        )}
        <Button aria-label={`Write off ${requestId}`} onClick={() => setIsAsking(true)}>
          Write off
        </Button>
      </div>
      {isAsking && (
        <Confirm
          title="Write it off?"
          action="Write it off"
          onClose={() => setIsAsking(false)}
          onConfirm={() => void writeOff()}
        >
          {kind === 'without pictures'
            ? 'What it cost stays in the ledger. It is not shown here any more, and its pictures are not asked for again.'
            : 'It is not shown here any more. It was never in the ledger.'}
        </Confirm>
      )}
    </li>
  )
}
