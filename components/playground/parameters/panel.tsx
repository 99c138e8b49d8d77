'use client'

import type {
  JsonValue,
  Model,
  ParameterProblem,
  ParameterSpec,
  ParameterValues,
} from '#lib/models/schema.ts'
import { groupNames, parameterGroups } from '#lib/models/schema/groups.ts'
import { Parameter } from './parameter.tsx'

interface PanelProps {
  model: Model
  /** What is wrong with what will be sent. */
  problems: readonly ParameterProblem[]
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

/** A model's parameters, drawn from its schema alone. */
export function ParameterPanel({ model, problems, chosen, onChange }: PanelProps) {
  const messages = new Map(problems.map(({ name, message }) => [name, message]))

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
          <div key={group} className="flex flex-col gap-5">
            <h2 className="text-hint font-medium text-ink-3">{groupNames[group]}</h2>
            {specs.map((spec) => (
              <Parameter
                key={`${model.id} ${spec.name}`}
                spec={spec}
                value={chosen[spec.name]}
                error={messages.get(spec.name)}
                setAsideBy={overriding(model, spec, chosen)}
                onChange={(value) => set(spec.name, value)}
                onUseInstead={(other) => set(other.name, undefined)}
              />
            ))}
          </div>
        )
      })}
      {!model.isLive && (
        <p className="text-hint text-ink-3">
          This model's own schema cannot be read; these are the parameters that all models take.
        </p>
      )}
    </section>
  )
}
