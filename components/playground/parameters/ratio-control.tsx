'use client'

import { Input } from '#components/ui/input.tsx'
import { Segments } from '#components/ui/segments.tsx'
import type { ControlProps } from './controls.tsx'

const boxPx = 20

function Shape({ ratio }: { ratio: string }) {
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  const scale = boxPx / Math.max(width, height)
  return (
    <span className="flex flex-col items-center gap-1.5 py-1.5">
      <span className="flex size-5 items-center justify-center">
        <span
          className="rounded-[2px] border border-current"
          style={{ width: Math.max(4, width * scale), height: Math.max(4, height * scale) }}
        />
      </span>
      {ratio}
    </span>
  )
}

/** Shapes to choose from, drawn; and any other ratio, typed. */
export function RatioControl({ spec, value, onChange, ids }: ControlProps<'ratio'>) {
  const chosen = typeof value === 'string' ? value : null
  const isOther = chosen !== null && !spec.options.includes(chosen)
  return (
    <div className="flex flex-col gap-2">
      <Segments
        label={spec.label}
        className="flex-wrap gap-1 bg-transparent p-0"
        segmentClassName="border border-line bg-surface has-checked:border-accent has-checked:bg-accent-soft has-checked:ring-accent"
        options={spec.options.map((ratio) => ({ value: ratio, name: ratio, label: <Shape ratio={ratio} /> }))}
        value={chosen}
        onChange={onChange}
      />
      <Input
        {...ids}
        placeholder={spec.default ?? 'Another, such as 21:9'}
        value={isOther ? chosen : ''}
        onChange={(event) =>
          onChange(event.target.value.trim() === '' ? undefined : event.target.value.trim())
        }
      />
    </div>
  )
}
