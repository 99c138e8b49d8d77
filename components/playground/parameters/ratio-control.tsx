'use client'

import { ArrowLeftRight } from 'lucide-react'
import { IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Segments } from '#components/ui/segments.tsx'
import type { ControlProps } from './controls.tsx'

const boxPx = 20

function Shape({ ratio }: { ratio: string }) {
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  const scale = boxPx / Math.max(width, height)
  return (
    <span className="flex flex-col items-center gap-1.5 py-1.5">
      <span className="flex size-6 items-center justify-center">
        <span
          className="rounded-[2px] border-[1.5px] border-current"
          style={{ width: Math.max(5, width * scale), height: Math.max(5, height * scale) }}
        />
      </span>
      {ratio}
    </span>
  )
}

const turned = (ratio: string) => ratio.split(':').toReversed().join(':')

/** Shapes to choose from, drawn; any other ratio, typed; and the same lying down or upright. */
export function RatioControl({ spec, value, onChange, ids }: ControlProps<'ratio'>) {
  const chosen = typeof value === 'string' ? value : null
  const isOther = chosen !== null && !spec.options.includes(chosen)
  const columns = Math.min(5, Math.max(1, spec.options.length))
  return (
    <div className="flex flex-col gap-2">
      <Segments
        label={spec.label}
        className={`grid gap-1.5 bg-transparent p-0 ${columns === 5 ? 'grid-cols-5' : 'grid-cols-4'}`}
        segmentClassName="rounded-control border border-line bg-surface px-0 hover:border-edge has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)]"
        options={spec.options.map((ratio) => ({ value: ratio, name: ratio, label: <Shape ratio={ratio} /> }))}
        value={chosen ?? spec.default}
        onChange={onChange}
      />
      <div className="flex gap-1.5">
        <Input
          {...ids}
          placeholder="Another, such as 21:9"
          value={isOther ? chosen : ''}
          onChange={(event) => {
            const text = event.target.value.trim()
            onChange(text === '' ? undefined : text)
          }}
        />
        <IconButton
          label="Turn the shape"
          look="outline"
          tip="left"
          icon={<ArrowLeftRight size={16} />}
          disabled={chosen === null || turned(chosen) === chosen}
          onClick={() => chosen !== null && onChange(turned(chosen))}
        />
      </div>
    </div>
  )
}
