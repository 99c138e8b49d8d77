'use client'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { JsonValue, Model, ParameterGroup, ParameterSpec, ParameterValues } from '#lib/models/schema.ts'
import { findParameterProblems, parameterGroups } from '#lib/models/schema.ts'
import { Control } from './controls.tsx'

const groupNames: Record<ParameterGroup, string> = {
  core: 'Core',
  size: 'Size and layout',
  output: 'Output and format',
  provider: 'Provider options',
}

interface PanelProps {
  model: Model
  /** What will be sent. */
  values: ParameterValues
  /** Everything that was ever chosen, also what is set aside. */
  chosen: ParameterValues
  onChange: (values: ParameterValues) => void
}

/** The parameter that makes this one meaningless, if it has a value. */
function overriding(model: Model, spec: ParameterSpec, chosen: ParameterValues): ParameterSpec | undefined {
  return model.parameters.find(
    (other) => other.overrides.includes(spec.name) && chosen[other.name] !== undefined,
  )
}

function limits(spec: ParameterSpec): string | undefined {
  if ((spec.kind === 'integer' || spec.kind === 'number') && spec.min !== null && spec.max !== null) {
    return `${spec.min} to ${spec.max}`
  }
  return spec.providers.length > 0 ? `only ${spec.providers.join(', ')}` : undefined
}

/** A model's parameters, drawn from its schema alone. */
export function ParameterPanel({ model, values, chosen, onChange }: PanelProps) {
  const problems = new Map(
    findParameterProblems(model.parameters, values).map(({ name, message }) => [name, message]),
  )

  function set(name: string, value: JsonValue | undefined): void {
    const { [name]: _old, ...others } = chosen
    onChange(value === undefined ? others : { ...others, [name]: value })
  }

  return (
    <section aria-label="Parameters" className="flex flex-col gap-6">
      {parameterGroups.map((group) => {
        const specs = model.parameters.filter((spec) => spec.group === group)
        if (specs.length === 0) return null
        return (
          <div key={group} className="flex flex-col gap-4">
            <h2 className="text-[12px] leading-4 text-ink-3">{groupNames[group]}</h2>
            {specs.map((spec) => (
              <Parameter
                key={`${model.id} ${spec.name}`}
                spec={spec}
                value={chosen[spec.name]}
                error={problems.get(spec.name)}
                setAsideBy={overriding(model, spec, chosen)}
                onChange={(value) => set(spec.name, value)}
                onUseInstead={(other) => set(other.name, undefined)}
              />
            ))}
          </div>
        )
      })}
      {!model.isLive && (
        <p className="text-[12px] leading-4 text-ink-3">
          This model's own schema cannot be read; these are the parameters that all models take.
        </p>
      )}
    </section>
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

function Parameter({ spec, value, error, setAsideBy, onChange, onUseInstead }: ParameterProps) {
  if (setAsideBy) {
    return (
      <div className="flex flex-col gap-1.5">
        <div className="flex items-baseline justify-between gap-3 text-ink-3">
          <span className="font-medium">{spec.label}</span>
          <span className="text-[12px] leading-4">set aside: {setAsideBy.label.toLowerCase()} decides</span>
        </div>
        <div className="flex h-8 items-center justify-between rounded-control bg-sunk px-3 text-ink-3 max-md:h-11">
          <span>{typeof value === 'string' ? value : 'not set'}</span>
          <button
            type="button"
            className="underline-offset-2 hover:underline"
            onClick={() => onUseInstead(setAsideBy)}
          >
            Use instead of {setAsideBy.label.toLowerCase()}
          </button>
        </div>
      </div>
    )
  }
  const reset = value !== undefined && (
    <Button
      look="quiet"
      className="h-5 px-1.5 text-[12px] max-md:min-h-6"
      aria-label={`Reset ${spec.label}`}
      onClick={() => onChange(undefined)}
    >
      Reset
    </Button>
  )
  return (
    <Field
      label={spec.label}
      aside={
        <>
          {limits(spec)} {reset}
        </>
      }
      hint={spec.description}
      error={error}
    >
      {(ids) => <Control spec={spec} value={value} onChange={onChange} ids={ids} />}
    </Field>
  )
}
