'use client'

import { useId } from 'react'
import { Input, Select } from '#components/ui/input.tsx'
import type { Variable } from '#lib/language/schema.ts'

interface VariablesFormProps {
  variables: readonly Variable[]
  values: Readonly<Record<string, string>>
  onChange: (name: string, value: string) => void
}

/** The prompt's variables, to be filled in. Empty ones take their default. */
export function VariablesForm({ variables, values, onChange }: VariablesFormProps) {
  if (variables.length === 0) return null
  return (
    <div role="group" aria-label="Variables" className="mt-2 flex flex-wrap gap-x-5 gap-y-2 px-0.5">
      {variables.map((variable) => (
        <VariableField
          key={variable.name}
          variable={variable}
          value={Object.hasOwn(values, variable.name) ? (values[variable.name] ?? '') : null}
          onChange={(value) => onChange(variable.name, value)}
        />
      ))}
    </div>
  )
}

interface VariableFieldProps {
  variable: Variable
  value: string | null
  onChange: (value: string) => void
}

function VariableField({ variable, value, onChange }: VariableFieldProps) {
  const id = useId()
  return (
    <span className="flex items-center gap-2.5">
      <label htmlFor={id} className="text-small text-ink-2">
        {variable.name}
      </label>
      {variable.kind === 'choice' ? (
        <Select id={id} value={value ?? variable.default} onChange={(event) => onChange(event.target.value)}>
          {variable.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </Select>
      ) : (
        <Input
          id={id}
          type={variable.kind}
          className={variable.kind === 'number' ? 'w-24' : 'w-52'}
          placeholder={variable.default}
          value={value ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </span>
  )
}
