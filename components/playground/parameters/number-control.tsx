'use client'

import { Input } from '#components/ui/input.tsx'
import type { ControlProps } from './controls.tsx'

type NumberControlProps = ControlProps<'integer'> | ControlProps<'number'>

/** A slider where both ends are near enough to be dragged to. */
const longestSlider = 200

const toNumber = (text: string) => (text === '' ? undefined : Number(text))

function Slider({ spec, value, onChange }: Pick<NumberControlProps, 'spec' | 'value' | 'onChange'>) {
  const { min, max } = spec
  if (min === null || max === null || max - min > longestSlider) return null
  return (
    <input
      type="range"
      aria-label={`${spec.label}, slider`}
      className="min-w-0 flex-1 accent-accent"
      min={min}
      max={max}
      step={spec.kind === 'integer' ? 1 : (max - min) / 100}
      value={typeof value === 'number' ? value : (spec.default ?? min)}
      onChange={(event) => onChange(toNumber(event.target.value))}
    />
  )
}

/** A number, typed or stepped; with a slider beside it where it has two near ends. */
export function NumberControl({ spec, value, onChange, ids }: NumberControlProps) {
  const { min, max } = spec
  return (
    <div className="flex items-center gap-3">
      <Slider spec={spec} value={value} onChange={onChange} />
      <Input
        {...ids}
        type="number"
        className="min-w-20 flex-1"
        {...(min === null ? {} : { min })}
        {...(max === null ? {} : { max })}
        step={spec.kind === 'integer' ? 1 : 'any'}
        placeholder={spec.default === null ? 'default' : String(spec.default)}
        value={typeof value === 'number' ? value : ''}
        onChange={(event) => onChange(toNumber(event.target.value))}
      />
    </div>
  )
}
