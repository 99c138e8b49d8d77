'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Plan, PlanOf } from '#lib/batches/schema.ts'
import type { AxisChoice, AxisSubject } from './axis-choices.ts'
import { axisChoices } from './axis-choices.ts'
import type { ChosenAxis } from './axis-editor.tsx'
import { AxisEditor } from './axis-editor.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { PlanSummary } from './plan-summary.tsx'
import { usePlan } from './use-plan.ts'

interface MatrixDialogProps {
  team: string
  base: PlanOf<'matrix'>['base']
  /** What is in the editor, from which the axes are taken. */
  subject: AxisSubject
  onClose: () => void
}

const mostAxes = 3

function toPlan(
  base: PlanOf<'matrix'>['base'],
  axes: readonly ChosenAxis[],
  choices: readonly AxisChoice[],
): Plan | null {
  const made = axes.map(({ key, values }) => {
    const choice = choices.find((each) => each.key === key)
    const isSaid = values.length > 0 || choice?.options?.length === 0
    return choice && isSaid ? choice.toAxis(values) : null
  })
  const whole = made.filter((axis) => axis !== null)
  return whole.length === axes.length ? { kind: 'matrix', base, axes: whole } : null
}

/** Asks what shall vary, says how many that are and what they cost, and runs them. */
export function MatrixDialog({ team, base, subject, onClose }: MatrixDialogProps) {
  const choices = axisChoices(subject)
  const [axes, setAxes] = useState<readonly ChosenAxis[]>([{ key: choices[0]?.key ?? '', values: [] }])
  const plan = toPlan(base, axes, choices)
  const { answer, problem, reuse, setReuse, isReady, run } = usePlan(team, plan)
  const free = choices.find(({ key }) => axes.every((axis) => axis.key !== key))
  return (
    <PlanDialog title="Matrix" isWide isReady={isReady} onRun={() => void run()} onClose={onClose}>
      <p>Every value of each axis with every value of the others. The rest is as in the editor.</p>
      <div className="mt-4 flex max-h-[48dvh] flex-col gap-4 overflow-y-auto p-0.5 text-ink">
        {axes.map((axis, index) => (
          <AxisEditor
            key={index}
            number={index + 1}
            axis={axis}
            choices={choices}
            taken={axes.filter((other) => other !== axis).map(({ key }) => key)}
            onChange={(next) => setAxes(axes.with(index, next))}
            onRemove={axes.length > 1 ? () => setAxes(axes.toSpliced(index, 1)) : null}
          />
        ))}
        {free && axes.length < mostAxes && (
          <Button
            look="quiet"
            className="self-start"
            onClick={() => setAxes([...axes, { key: free.key, values: [] }])}
          >
            <Plus size={15} aria-hidden="true" />
            Add an axis
          </Button>
        )}
      </div>
      <div className="mt-4 border-t border-line pt-3">
        {plan ? (
          <PlanSummary answer={answer} error={problem} reuse={reuse} onReuse={setReuse} />
        ) : (
          <p className="text-small text-ink-3">Choose the values of each axis.</p>
        )}
      </div>
    </PlanDialog>
  )
}
