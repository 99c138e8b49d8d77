'use client'

import { Info, RotateCcw } from 'lucide-react'
import { IconButton } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Popover } from '#components/ui/popover.tsx'
import type { JsonValue, ParameterSpec } from '#lib/models/schema.ts'
import { providerName, ratioSuits } from '../names.ts'
import { Control } from './controls.tsx'

function limits(spec: ParameterSpec): string | undefined {
  if ((spec.kind === 'integer' || spec.kind === 'number') && spec.min !== null && spec.max !== null) {
    return `${spec.min} to ${spec.max}`
  }
  return undefined
}

/** What the value is good for, or where it may lie. */
function aside(spec: ParameterSpec, value: JsonValue | undefined): string | undefined {
  const ratio = spec.kind === 'ratio' ? (value ?? spec.default) : undefined
  if (typeof ratio === 'string') return ratioSuits(ratio)
  if (spec.providers.length > 0) return `only ${spec.providers.map(providerName).join(', ')}`
  return limits(spec)
}

/** What the API says about a parameter: its description, default and limits. */
function About({ spec }: { spec: ParameterSpec }) {
  const fallback = spec.default === null ? 'the model decides' : JSON.stringify(spec.default)
  return (
    <Popover
      label={`About ${spec.label}`}
      kind="dialog"
      className="w-70 p-3 text-small"
      opener={(opener) => (
        <button
          type="button"
          aria-label={`About ${spec.label}`}
          className="flex size-6 items-center justify-center rounded-[4px] text-ink-3 hover:text-ink max-md:size-11"
          {...opener}
        >
          <Info size={15} aria-hidden="true" />
        </button>
      )}
    >
      {spec.description && <p className="break-words">{spec.description}</p>}
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-hint text-ink-2">
        <dt>Name</dt>
        <dd className="truncate font-mono">{spec.name}</dd>
        <dt>Default</dt>
        <dd className="truncate">{fallback}</dd>
        {limits(spec) && (
          <>
            <dt>Limits</dt>
            <dd>{limits(spec)}</dd>
          </>
        )}
      </dl>
    </Popover>
  )
}

interface ParameterProps {
  spec: ParameterSpec
  value: JsonValue | undefined
  error: string | undefined
  setAsideBy: ParameterSpec | undefined
  onChange: (value: JsonValue | undefined) => void
  onUseInstead: (other: ParameterSpec) => void
}

/** One parameter of the panel: its name, what it is about, its control and its reset. */
export function Parameter({ spec, value, error, setAsideBy, onChange, onUseInstead }: ParameterProps) {
  if (setAsideBy) {
    const other = setAsideBy.label.toLowerCase()
    return (
      <div className="flex flex-col gap-2">
        <div className="flex items-baseline justify-between gap-3 text-ink-3">
          <span className="font-medium">{spec.label}</span>
          <span className="text-hint">set aside: {other} decides</span>
        </div>
        <div className="flex h-8 items-center justify-between gap-3 rounded-control border border-line bg-sunk px-3 text-small text-ink-3 max-md:h-11">
          <span className="truncate">{typeof value === 'string' ? value : 'not set'}</span>
          <button
            type="button"
            className="touch-target shrink-0 text-ink-2 underline-offset-4 hover:text-ink hover:underline"
            onClick={() => onUseInstead(setAsideBy)}
          >
            Use <span className="sr-only">{spec.label.toLowerCase()}</span> instead
            <span className="sr-only"> of {other}</span>
          </button>
        </div>
      </div>
    )
  }
  const mark = (
    <>
      <About spec={spec} />
      {value !== undefined && (
        <IconButton
          label={`Reset ${spec.label}`}
          icon={<RotateCcw size={14} />}
          className="size-6 rounded-[4px]"
          onClick={() => onChange(undefined)}
        />
      )}
    </>
  )
  return (
    <Field label={spec.label} mark={mark} aside={aside(spec, value)} error={error}>
      {(ids) => <Control spec={spec} value={value} onChange={onChange} ids={ids} />}
    </Field>
  )
}
