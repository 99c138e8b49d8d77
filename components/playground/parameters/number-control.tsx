'use client'

import { Input } from '#components/ui/input.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Slider } from '#components/ui/slider.tsx'
import type { ControlProps } from './controls.tsx'

type NumberControlProps = ControlProps<'integer'> | ControlProps<'number'>

/** A slider where both ends are near enough to be dragged to. */
const longestSlider = 200
/** Counts that people choose; where the range is short they are a click each, and the rest is typed. */
const usualCounts = [1, 2, 3, 4, 6, 8]
const longestCount = 10

const toNumber = (text: string) => (text === '' ? undefined : Number(text))

function TypedNumber({ spec, value, onChange, ids, className }: NumberControlProps & { className: string }) {
  const { min, max } = spec
  return (
    <Input
      {...ids}
      type="number"
      inputMode={spec.kind === 'integer' ? 'numeric' : 'decimal'}
      className={className}
      {...(min === null ? {} : { min })}
      {...(max === null ? {} : { max })}
      step={spec.kind === 'integer' ? 1 : 'any'}
      placeholder={spec.default === null ? 'auto' : String(spec.default)}
      value={typeof value === 'number' ? value : ''}
      onChange={(event) => onChange(toNumber(event.target.value))}
    />
  )
}

interface Range {
  min: number
  max: number
}

function CountControl(props: NumberControlProps & { range: Range }) {
  const { spec, value, onChange, range } = props
  const current = typeof value === 'number' ? value : spec.default
  const counts = usualCounts.filter((count) => count >= range.min && count <= range.max)
  return (
    <div className="flex gap-1.5">
      <Segments
        label={spec.label}
        className="flex-1"
        segmentClassName="px-0"
        options={counts.map((count) => ({ value: String(count), label: count }))}
        value={current === null ? null : String(current)}
        onChange={(text) => onChange(Number(text))}
      />
      <TypedNumber {...props} className="h-auto w-14 px-2 text-center max-md:w-12 max-md:px-1" />
    </div>
  )
}

function SliderControl(props: NumberControlProps & { range: Range }) {
  const { spec, value, onChange, range } = props
  return (
    <div className="flex items-center gap-3">
      <Slider
        aria-label={`${spec.label}, slider`}
        {...range}
        step={spec.kind === 'integer' ? 1 : (range.max - range.min) / 100}
        value={typeof value === 'number' ? value : (spec.default ?? range.min)}
        onChange={onChange}
      />
      <TypedNumber {...props} className="w-18 shrink-0 px-2 text-center" />
    </div>
  )
}

/** A number, typed or stepped; with the usual counts or a slider beside it where its range is short. */
export function NumberControl(props: NumberControlProps) {
  const { kind, min, max } = props.spec
  if (min === null || max === null || max - min > longestSlider)
    return <TypedNumber {...props} className="" />
  const isCount = kind === 'integer' && min >= 0 && max - min < longestCount
  const Fitting = isCount ? CountControl : SliderControl
  return <Fitting {...props} range={{ min, max }} />
}
