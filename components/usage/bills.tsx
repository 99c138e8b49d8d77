import { ReceiptText } from 'lucide-react'
import { formatInstant, formatMoney, plural } from '#lib/format.ts'
import type { Reconciliation } from '#lib/bills/schema.ts'
import { BillLine } from './bill-line.tsx'
import { CompareButton } from './compare-button.tsx'

interface BillsProps {
  team: string
  timeZone: string
  bills: Reconciliation
}

const problems: Readonly<Record<string, string>> = {
  key_refused: 'the key is refused',
  unreachable: 'the API cannot be reached',
  no_answer: 'the API did not answer',
  answer_too_large: 'there is more in it than can be read',
}

function sayCheck({ checkedAt, problem }: Reconciliation, timeZone: string): string {
  if (checkedAt === null) return 'Not compared yet. It is done every night.'
  const at = formatInstant(checkedAt, timeZone)
  return problem === null
    ? `Compared on ${at}, and every night.`
    : `On ${at} the API’s log could not be read: ${problems[problem] ?? 'the API failed'}. It is tried again every night.`
}

/** In one sentence: what the API says, and the ledger here. */
function saySums({ calls, billedMicros, ledgerMicros, days }: Reconciliation): string {
  if (calls === 0) return `The API’s log has none of the team’s calls of the last ${days} days.`
  const billed = `For ${plural(calls, 'call')} of the last ${days} days the API bills ${formatMoney(billedMicros)}`
  if (billedMicros === ledgerMicros) return `${billed}, and the ledger here says the same.`
  return `${billed}, the ledger here says ${formatMoney(ledgerMicros)}. What is still running is settled when it ends.`
}

const whose = { own: 'the team’s own account', server: 'this server’s account' } as const

/** The API's bill beside what is here. */
export function Bills({ team, timeZone, bills }: BillsProps) {
  const { open, canRecover, account, environment } = bills
  return (
    <section aria-labelledby="bills" className="flex flex-col gap-4 border-t border-line pt-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-160 min-w-0">
          <h2 id="bills" className="font-semibold">
            Compared with the bill
          </h2>
          <p className="mt-1 text-small text-ink-2">
            {saySums(bills)} It is paid from {environment === 'live' ? whose[account] : 'nobody’s account'}.{' '}
            {sayCheck(bills, timeZone)}
          </p>
        </div>
        <CompareButton team={team} />
      </div>
      {open.length === 0 ? (
        <p className="flex items-center gap-2.5 rounded-panel border border-line bg-surface px-4 py-3 text-small text-ink-2">
          <ReceiptText size={16} aria-hidden="true" className="shrink-0" />
          Nothing that was billed is missing here.
        </p>
      ) : (
        <ul
          aria-label="Billed, and missing here"
          className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface"
        >
          {open.map((bill) => (
            <BillLine key={bill.id} {...{ team, bill, timeZone, canRecover }} />
          ))}
        </ul>
      )}
    </section>
  )
}
