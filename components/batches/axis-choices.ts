import type { Axis } from '#lib/batches/schema.ts'
import type { Variable } from '#lib/language/schema.ts'
import type { JsonValue, Model, ModelCard, ParameterSpec } from '#lib/models/schema.ts'

/** Something that can be varied: what it is called, and from what its values are taken. */
export interface AxisChoice {
  /** "parameter aspect_ratio". */
  key: string
  label: string
  /** To tick; null where they are written, one a line. */
  options: readonly { value: string; label: string }[] | null
  /** What the axis is for these values, as ticked or written. */
  toAxis: (values: readonly string[]) => Axis
}

const asOption = (value: string | number) => ({ value: String(value), label: String(value) })

const onOrOff = [
  { value: 'true', label: 'On' },
  { value: 'false', label: 'Off' },
]

function optionsOf(spec: ParameterSpec): AxisChoice['options'] {
  if (spec.kind === 'switch') return onOrOff
  return 'options' in spec && spec.options.length > 0 ? spec.options.map(asOption) : null
}

const toNumber = (text: string): JsonValue => (Number.isFinite(Number(text)) ? Number(text) : text)

/** A written value as the parameter has it; what is no number or JSON stays text, and is refused by the plan with its reason. */
function valueOf(spec: ParameterSpec, text: string): JsonValue {
  if (spec.kind === 'integer' || spec.kind === 'number') return toNumber(text)
  if (spec.kind === 'switch') return text === 'true'
  if (spec.kind === 'json') return fromJson(text)
  if (spec.kind === 'choice') return spec.options.find((option) => String(option) === text) ?? text
  return spec.kind === 'several' ? [text] : text
}

function fromJson(text: string): JsonValue {
  try {
    // What JSON.parse gives is JSON.
    // oxlint-disable-next-line typescript/no-unsafe-assignment
    const value: JsonValue = JSON.parse(text)
    return value
  } catch {
    return text
  }
}

export interface AxisSubject {
  model: Model
  models: readonly ModelCard[]
  variables: readonly Variable[]
  hasExpansions: boolean
}

/** Everything that can be an axis for what is in the editor now. */
export function axisChoices({ model, models, variables, hasExpansions }: AxisSubject): AxisChoice[] {
  const usable = models.filter(({ support, status }) => support.supported && status === 'active')
  return [
    ...(hasExpansions
      ? [
          {
            key: 'expansion',
            label: 'The prompt’s alternatives',
            options: [],
            toAxis: () => ({ kind: 'expansion', label: 'Prompt' }) satisfies Axis,
          },
        ]
      : []),
    ...variables.map((variable): AxisChoice => ({
      key: `variable ${variable.name}`,
      label: `{{${variable.name}}}`,
      options: variable.kind === 'choice' ? variable.options.map(asOption) : null,
      toAxis: (values) => ({
        kind: 'variable',
        label: variable.name,
        name: variable.name,
        values: [...values],
      }),
    })),
    ...model.parameters.map((spec): AxisChoice => ({
      key: `parameter ${spec.name}`,
      label: spec.label,
      options: optionsOf(spec),
      toAxis: (values) => ({
        kind: 'parameter',
        label: spec.label,
        name: spec.name,
        values: values.map((text) => valueOf(spec, text)),
      }),
    })),
    {
      key: 'model',
      label: 'Model',
      options: usable.map(({ id, name }) => ({ value: id, label: name })),
      toAxis: (values) => ({ kind: 'model', label: 'Model', values: [...values] }),
    },
    ...(hasExpansions
      ? []
      : [
          {
            key: 'prompt',
            label: 'Prompt',
            options: null,
            toAxis: (values: readonly string[]) =>
              ({ kind: 'prompt', label: 'Prompt', values: [...values] }) satisfies Axis,
          },
        ]),
  ]
}
