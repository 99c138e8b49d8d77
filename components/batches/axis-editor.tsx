'use client'

import { X } from 'lucide-react'
import { IconButton } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select, Textarea } from '#components/ui/input.tsx'
import type { AxisChoice } from './axis-choices.ts'

export interface ChosenAxis {
  key: string
  /** As ticked or written. */
  values: readonly string[]
}

interface AxisEditorProps {
  number: number
  axis: ChosenAxis
  choices: readonly AxisChoice[]
  /** Keys that other axes have. */
  taken: readonly string[]
  onChange: (axis: ChosenAxis) => void
  onRemove: (() => void) | null
}

/** One axis: what varies along it, and through which values. */
export function AxisEditor({ number, axis, choices, taken, onChange, onRemove }: AxisEditorProps) {
  const choice = choices.find(({ key }) => key === axis.key)
  return (
    <fieldset className="flex flex-col gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <legend className="sr-only">Axis {number}</legend>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label={`Axis ${number}`}>
            {(ids) => (
              <Select
                {...ids}
                value={axis.key}
                onChange={(event) => onChange({ key: event.target.value, values: [] })}
              >
                {choices.map(({ key, label }) => (
                  <option key={key} value={key} disabled={taken.includes(key)}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        {onRemove && (
          <IconButton label={`Remove axis ${number}`} tip="left" icon={<X size={16} />} onClick={onRemove} />
        )}
      </div>
      {choice && <Values choice={choice} axis={axis} onChange={onChange} />}
    </fieldset>
  )
}

type ValuesProps = Pick<AxisEditorProps, 'axis' | 'onChange'> & { choice: AxisChoice }

function Values({ choice: { options, label }, axis, onChange }: ValuesProps) {
  if (options === null) {
    return (
      <Textarea
        aria-label={`Values of ${label}, one a line`}
        placeholder="One value a line"
        rows={3}
        defaultValue={axis.values.join('\n')}
        onChange={(event) => {
          const values = event.target.value.split('\n').map((line) => line.trim())
          onChange({ ...axis, values: values.filter((value) => value !== '') })
        }}
      />
    )
  }
  return (
    <div className="flex flex-wrap gap-1.5">
      {options.map(({ value, label: name }) => (
        <label
          key={value}
          className="flex min-h-8 cursor-pointer items-center rounded-control border border-line px-2.5 text-small has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent max-md:min-h-11"
        >
          <input
            type="checkbox"
            className="sr-only"
            checked={axis.values.includes(value)}
            onChange={(event) =>
              onChange({
                ...axis,
                // In the order in which they are listed.
                values: options
                  .map((option) => option.value)
                  .filter((each) => (each === value ? event.target.checked : axis.values.includes(each))),
              })
            }
          />
          {name}
        </label>
      ))}
    </div>
  )
}
