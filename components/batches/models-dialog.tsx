'use client'

import { useState } from 'react'
import type { Plan, PlanOf } from '#lib/batches/schema.ts'
import { formatMoney } from '#lib/format.ts'
import type { ModelCard } from '#lib/models/schema.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { PlanSummary } from './plan-summary.tsx'
import { usePlan } from './use-plan.ts'

interface ModelsDialogProps {
  team: string
  models: readonly ModelCard[]
  /** Everything but the models. */
  wish: Omit<PlanOf<'models'>, 'kind' | 'modelIds'>
  modelId: string
  onClose: () => void
}

/** The same prompt on several models, side by side. */
export function ModelsDialog({ team, models, wish, modelId, onClose }: ModelsDialogProps) {
  const [chosen, setChosen] = useState<readonly string[]>([modelId])
  const usable = models.filter(({ support, status }) => support.supported && status === 'active')
  const plan: Plan | null = chosen.length > 1 ? { kind: 'models', ...wish, modelIds: [...chosen] } : null
  const { answer, problem, reuse, setReuse, isReady, run } = usePlan(team, plan)
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <PlanDialog title="Several models" isReady={isReady} onRun={() => void run()} onClose={onClose}>
      <p>The same prompt on each. A model gets the parameters that it knows.</p>
      <fieldset className="mt-3 flex max-h-[40dvh] flex-col overflow-y-auto text-ink">
        <legend className="sr-only">Models</legend>
        {usable.map(({ id, name, priceMicros }) => (
          <label key={id} className="flex min-h-8 items-center gap-2.5 text-small max-md:min-h-11">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.includes(id)}
              onChange={() => toggle(id)}
            />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            {priceMicros !== null && <span className="text-hint text-ink-3">{formatMoney(priceMicros)}</span>}
          </label>
        ))}
      </fieldset>
      <div className="mt-4 border-t border-line pt-3">
        {plan ? (
          <PlanSummary answer={answer} error={problem} reuse={reuse} onReuse={setReuse} />
        ) : (
          <p className="text-small text-ink-3">Choose at least two.</p>
        )}
      </div>
    </PlanDialog>
  )
}
