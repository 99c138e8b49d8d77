'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { failureOf } from '#components/actions/failure.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { toast } from '#components/ui/toast.tsx'
import { saveBudget } from '#lib/budgets/actions.ts'
import type { Limit } from '#lib/budgets/schema.ts'
import type { Holder } from './budgets.tsx'
import { microsOf, MoneyInput, textOf } from './money-input.tsx'

type Kind = 'hard' | 'soft'

const kinds: readonly { value: Kind; label: string }[] = [
  { value: 'hard', label: 'Stop there' },
  { value: 'soft', label: 'Only say so' },
]

/** From there on it is said that little is left, where nobody says another amount. */
const usualWarning = 0.8

interface Typed {
  limit: string
  warn: string
  kind: Kind
}

/** What is typed as a limit; or why it is none. */
function read({ limit, warn, kind }: Typed): Limit | string {
  const [limitMicros, warnMicros] = [microsOf(limit), microsOf(warn)]
  if (limitMicros === null || Number.isNaN(limitMicros)) return 'Give an amount in dollars, as 50 or 12.50.'
  if (warnMicros !== null && Number.isNaN(warnMicros)) return 'Say from which amount in dollars, as 40.'
  return {
    limitMicros,
    warnMicros: warnMicros ?? Math.round(limitMicros * usualWarning),
    isHard: kind === 'hard',
  }
}

function useSaving(team: string, { scope, id, name }: Holder, onClose: () => void) {
  const router = useRouter()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  async function save(limit: Limit | string | null): Promise<void> {
    if (typeof limit === 'string') return setProblem(limit)
    setIsBusy(true)
    const failure = await failureOf(() => saveBudget({ team, scope, id, limit }))
    setIsBusy(false)
    setProblem(failure?.message ?? null)
    if (failure) return
    toast(limit ? `The budget of ${name} is set.` : `The budget of ${name} is taken away.`)
    onClose()
    router.refresh()
  }
  return { problem, isBusy, save, forget: () => setProblem(null) }
}

interface BudgetDialogProps {
  team: string
  holder: Holder
  onClose: () => void
}

/** Sets how much may be spent in a month, and what happens then. */
export function BudgetDialog({ team, holder, onClose }: BudgetDialogProps) {
  const { problem, isBusy, save, forget } = useSaving(team, holder, onClose)
  const { name, limit } = holder
  const [typed, setTyped] = useState<Typed>({
    limit: textOf(limit?.limitMicros ?? null),
    warn: textOf(limit?.warnMicros ?? null),
    kind: limit?.isHard === false ? 'soft' : 'hard',
  })
  return (
    <Dialog
      title={`Budget of ${name}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          {limit && (
            <Button className="mr-auto" isBusy={isBusy} onClick={() => void save(null)}>
              Take it away
            </Button>
          )}
          <Button onClick={onClose}>Not now</Button>
          <Button look="primary" isBusy={isBusy} onClick={() => void save(read(typed))}>
            Save
          </Button>
        </>
      }
    >
      <BudgetForm
        typed={typed}
        onChange={(part) => {
          setTyped({ ...typed, ...part })
          forget()
        }}
      />
      {problem !== null && (
        <Notice kind="danger" isAlert className="mt-3">
          {problem}
        </Notice>
      )}
    </Dialog>
  )
}

interface BudgetFormProps {
  typed: Typed
  onChange: (part: Partial<Typed>) => void
}

function BudgetForm({ typed, onChange }: BudgetFormProps) {
  return (
    <div className="mt-3 flex flex-col gap-4 text-ink">
      <Field label="A month">
        {(ids) => (
          <MoneyInput ids={ids} value={typed.limit} onChange={(value) => onChange({ limit: value })} />
        )}
      </Field>
      <Field label="Say that little is left from" hint="Where nothing is given: from 80 % on.">
        {(ids) => <MoneyInput ids={ids} value={typed.warn} onChange={(value) => onChange({ warn: value })} />}
      </Field>
      <Segments
        label="At the limit"
        options={kinds}
        value={typed.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <p className="text-small text-ink-2">
        {typed.kind === 'hard'
          ? 'Nothing is sent that would go beyond it. What cannot be priced beforehand is not sent at all.'
          : 'Everything is sent; it is said in the playground and here.'}
      </p>
    </div>
  )
}
