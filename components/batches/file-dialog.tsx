'use client'

import { useState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Plan, PlanOf } from '#lib/batches/schema.ts'
import type { ParsedRows } from '#lib/batches/schema/rows.ts'
import { parseRows } from '#lib/batches/schema/rows.ts'
import type { Lists } from '#lib/language/schema.ts'
import type { ParameterSpec } from '#lib/models/schema.ts'
import { PlanDialog } from './plan-dialog.tsx'
import { PlanSummary } from './plan-summary.tsx'
import { usePlan } from './use-plan.ts'

interface FileDialogProps {
  team: string
  base: PlanOf<'file'>['base']
  parameters: readonly ParameterSpec[]
  /** Those that the editor's prompt names. */
  lists: Lists
  onClose: () => void
}

const mostShown = 5

/** Many prompts at once: from a file with a header, or pasted, one a line. */
export function FileDialog({ team, base, parameters, lists, onClose }: FileDialogProps) {
  const [text, setText] = useState('')
  const read = parseRows(text, { base, specs: parameters, lists })
  const plan: Plan | null = read.rows.length > 0 ? { kind: 'file', base, rows: read.rows } : null
  const { answer, problem, reuse, setReuse, isReady, run } = usePlan(team, plan)
  return (
    <PlanDialog title="From a file" isWide isReady={isReady} onRun={() => void run()} onClose={onClose}>
      <p>One prompt a line. Or CSV with a header: “prompt”, and names of parameters and variables.</p>
      <div className="mt-4 flex flex-col gap-4 text-ink">
        <Field label="File">
          {(ids) => (
            <Input
              {...ids}
              type="file"
              accept=".csv,.txt,text/csv,text/plain"
              className="py-1 max-md:py-2.5"
              onChange={(event) => {
                const [file] = event.target.files ?? []
                if (file) void file.text().then(setText)
              }}
            />
          )}
        </Field>
        <Field label="Lines">
          {(ids) => (
            <Textarea
              {...ids}
              rows={5}
              className="max-h-[30dvh]"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Problems problems={read.problems} hasOthers={plan !== null} />
        {plan && <PlanSummary answer={answer} error={problem} reuse={reuse} onReuse={setReuse} />}
      </div>
    </PlanDialog>
  )
}

function Problems({ problems, hasOthers }: { problems: ParsedRows['problems']; hasOthers: boolean }) {
  if (problems.length === 0) return null
  return (
    <Notice kind="danger">
      <ul>
        {problems.slice(0, mostShown).map(({ line, message }, index) => (
          <li key={index}>
            Line {line}: {message}
          </li>
        ))}
      </ul>
      {problems.length > mostShown && `And ${problems.length - mostShown} more. `}
      {hasOthers && 'The other lines can be run.'}
    </Notice>
  )
}
