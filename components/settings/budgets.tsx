'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { BudgetLine, Budgets as All } from '#lib/budgets/schema.ts'
import { nameOfMonth } from '#lib/budgets/schema/months.ts'
import { formatMoney } from '#lib/format.ts'
import { BudgetBar } from './budget-bar.tsx'
import { BudgetDialog } from './budget-dialog.tsx'
import { Section } from './section.tsx'

/** Whose budget is being set. */
export type Holder = Pick<BudgetLine, 'scope' | 'id' | 'name' | 'limit'>

interface BudgetsProps {
  team: string
  budgets: All
}

interface LinesProps {
  label: string
  lines: readonly BudgetLine[]
  onSet: (holder: Holder) => void
}

function Lines({ label, lines, onSet }: LinesProps) {
  return (
    <ul
      aria-label={label}
      className="flex flex-col divide-y divide-line rounded-panel border border-line bg-surface"
    >
      {lines.map((line) => (
        <li key={line.id ?? 'team'} className="flex items-center gap-4 px-4 py-3">
          <div className="min-w-0 flex-1">
            <BudgetBar line={line} />
          </div>
          <Button
            aria-label={`${line.limit ? 'Change' : 'Set'} the budget of ${line.name}`}
            onClick={() => onSet(line)}
          >
            {line.limit ? 'Change' : 'Set'}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** What may be spent in a month, and what of it is used. */
export function Budgets({ team, budgets }: BudgetsProps) {
  const [holder, setHolder] = useState<Holder | null>(null)
  const { periodStart, environment, everyMember, members, tokens } = budgets
  const month = nameOfMonth(periodStart)
  const each: Holder = { scope: 'member', id: null, name: 'each member', limit: everyMember }
  return (
    <>
      <Section
        isWide
        title={`The team, ${month}`}
        lead={
          environment === 'standin'
            ? 'Of the stand-in’s pictures, whose bill is kept as if they had been paid. What a key pays for later is counted apart.'
            : 'A hard budget stops what would go beyond it before it is sent. What is under way is reserved, and settled at what it really costs.'
        }
      >
        <Lines label="Budget of the team" lines={[budgets.team]} onSet={setHolder} />
      </Section>
      <Section
        isWide
        title="Members"
        lead={
          everyMember
            ? `Each member may spend ${formatMoney(everyMember.limitMicros)} a month, where nothing else is set.`
            : 'Nothing is set for each member.'
        }
      >
        <Button className="mb-4" onClick={() => setHolder(each)}>
          {everyMember ? 'Change it for each member' : 'Set it for each member'}
        </Button>
        <Lines label="Budgets of members" lines={members} onSet={setHolder} />
      </Section>
      {tokens.length > 0 && (
        <Section isWide title="Tokens" lead="What each program may spend, beside its owner’s budget.">
          <Lines label="Budgets of tokens" lines={tokens} onSet={setHolder} />
        </Section>
      )}
      {holder && <BudgetDialog team={team} holder={holder} onClose={() => setHolder(null)} />}
    </>
  )
}
