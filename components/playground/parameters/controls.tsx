'use client'

import { Input, Select, Textarea } from '#components/ui/input.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Switch } from '#components/ui/switch.tsx'
import type { JsonValue, ParameterKind, ParameterSpec, SpecOf } from '#lib/models/schema.ts'
import { valueName } from '../names.ts'
import { JsonControl } from './json-control.tsx'
import { NumberControl } from './number-control.tsx'
import { RatioControl } from './ratio-control.tsx'

export interface ControlProps<K extends ParameterKind> {
  spec: SpecOf<K>
  /** Undefined: not chosen, the API's default holds. */
  value: JsonValue | undefined
  onChange: (value: JsonValue | undefined) => void
  ids: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }
}

const asText = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '')
const orNothing = (text: string) => (text === '' ? undefined : text)

function TextControl({ spec, value, onChange, ids }: ControlProps<'text'>) {
  return (
    <Textarea
      {...ids}
      rows={2}
      maxLength={spec.maxLength ?? undefined}
      placeholder={spec.default ?? ''}
      value={asText(value)}
      onChange={(event) => onChange(orNothing(event.target.value))}
    />
  )
}

function SizeControl({ spec, value, onChange, ids }: ControlProps<'size'>) {
  return (
    <>
      <Input
        {...ids}
        list={`${ids.id}-sizes`}
        placeholder={spec.default ?? '1024x1024'}
        value={asText(value)}
        onChange={(event) => onChange(orNothing(event.target.value.trim()))}
      />
      <datalist id={`${ids.id}-sizes`}>
        {spec.options.map((size) => (
          <option key={size} value={size}>
            {size}
          </option>
        ))}
      </datalist>
    </>
  )
}

function TierControl({ spec, value, onChange, ids }: ControlProps<'tier'>) {
  if (spec.options.length === 0) {
    return (
      <Input
        {...ids}
        placeholder={spec.default ?? '1K'}
        value={asText(value)}
        onChange={(event) => onChange(orNothing(event.target.value.trim()))}
      />
    )
  }
  return (
    <Segments
      label={spec.label}
      options={spec.options.map((option) => ({ value: option, label: valueName(option) }))}
      value={asText(value ?? spec.default ?? undefined)}
      onChange={onChange}
    />
  )
}

/** As many short words as fit side by side in the panel. */
const isShort = (options: readonly (string | number)[]) =>
  options.length <= 5 && options.join('').length <= 22

function ChoiceControl({ spec, value, onChange, ids }: ControlProps<'choice'>) {
  if (isShort(spec.options)) {
    const chosen = spec.options.find((option) => option === (value ?? spec.default))
    return (
      <Segments
        label={spec.label}
        segmentClassName="px-1"
        options={spec.options.map((option) => ({ value: String(option), label: valueName(option) }))}
        value={chosen === undefined ? null : String(chosen)}
        onChange={(text) => onChange(spec.options.find((option) => String(option) === text))}
      />
    )
  }
  return (
    <Select
      {...ids}
      value={value === undefined ? '' : String(spec.options.findIndex((option) => option === value))}
      onChange={(event) =>
        onChange(event.target.value === '' ? undefined : spec.options[Number(event.target.value)])
      }
    >
      <option value="">{spec.default === null ? 'Default' : `Default (${valueName(spec.default)})`}</option>
      {spec.options.map((option, index) => (
        <option key={option} value={index}>
          {valueName(option)}
        </option>
      ))}
    </Select>
  )
}

function SeveralControl({ spec, value, onChange, ids }: ControlProps<'several'>) {
  const chosen = Array.isArray(value) ? value : (spec.default ?? [])
  const toggle = (option: string | number) => {
    const others = chosen.filter((other) => other !== option)
    const next = others.length < chosen.length ? others : [...chosen, option]
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <fieldset
      id={ids.id}
      aria-describedby={ids['aria-describedby']}
      className="flex min-w-0 flex-wrap gap-1.5"
    >
      <legend className="sr-only">{spec.label}</legend>
      {spec.options.map((option) => (
        <label
          key={option}
          className="relative flex min-h-7 cursor-pointer items-center rounded-control border border-line px-2 text-small text-ink-2 hover:text-ink has-checked:bg-sunk has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent max-md:min-h-10"
        >
          <input
            type="checkbox"
            className="absolute inset-0 size-full cursor-pointer appearance-none rounded-[inherit] outline-none"
            aria-invalid={ids['aria-invalid']}
            checked={chosen.includes(option)}
            onChange={() => toggle(option)}
          />
          {valueName(option)}
        </label>
      ))}
    </fieldset>
  )
}

function SwitchControl({ spec, value, onChange, ids }: ControlProps<'switch'>) {
  const isOn = typeof value === 'boolean' ? value : (spec.default ?? false)
  return <Switch {...ids} checked={isOn} onChange={(event) => onChange(event.target.checked)} />
}

/** A control for each kind of parameter. A kind without one does not compile. */
const controls: { [K in ParameterKind]: (props: ControlProps<K>) => React.ReactNode } = {
  ratio: RatioControl,
  size: SizeControl,
  tier: TierControl,
  choice: ChoiceControl,
  several: SeveralControl,
  integer: NumberControl,
  number: NumberControl,
  switch: SwitchControl,
  text: TextControl,
  json: JsonControl,
}

/** The control that fits a parameter's kind. */
export function Control(props: Omit<ControlProps<ParameterKind>, 'spec'> & { spec: ParameterSpec }) {
  // The table is indexed by the very kind that narrows the props; TypeScript cannot correlate the two.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const Fitting = controls[props.spec.kind] as (props: ControlProps<ParameterKind>) => React.ReactNode
  return <Fitting {...props} />
}
