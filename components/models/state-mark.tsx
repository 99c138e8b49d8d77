import { Ban, CircleAlert, TriangleAlert } from 'lucide-react'
import type { ModelState, StateKind } from '#lib/model-pages/schema/state.ts'
import { stateLabel } from '#lib/model-pages/schema/state.ts'
import { cn } from '#lib/cn.ts'

const signs: Readonly<Record<StateKind, { icon: typeof Ban; colour: string } | null>> = {
  active: null,
  ending: { icon: TriangleAlert, colour: 'text-warn' },
  failing: { icon: CircleAlert, colour: 'text-danger' },
  disabled: { icon: Ban, colour: 'text-ink-2' },
  gone: { icon: Ban, colour: 'text-ink-2' },
  unchecked: { icon: TriangleAlert, colour: 'text-ink-2' },
}

/** How a model stands, where that is not simply well: a sign, and words. */
export function StateMark({ state, className }: { state: ModelState; className?: string }) {
  const sign = signs[state.kind]
  if (!sign) return null
  const { icon: Icon, colour } = sign
  return (
    <span className={cn('inline-flex items-center gap-1.5 text-small whitespace-nowrap', className)}>
      <Icon size={15} aria-hidden="true" className={colour} />
      {stateLabel(state)}
    </span>
  )
}
