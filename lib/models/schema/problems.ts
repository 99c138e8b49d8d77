import type { JsonValue } from './json.ts'
import type { ParameterSpec } from './parameter.ts'
import type { ParameterValues } from './values.ts'
import { ownValue, parameterSchema } from './parameter.ts'

export interface ParameterProblem {
  name: string
  /** A whole sentence. */
  message: string
}

/**
 * Checks chosen values against a model's parameters: each by its own validator, none unknown, none that another one
 * makes meaningless. Returns every problem, in the order of the panel; none means the values can be sent.
 */
export function findParameterProblems(
  specs: readonly ParameterSpec[],
  values: Readonly<ParameterValues>,
): ParameterProblem[] {
  const known = new Map(specs.map((spec) => [spec.name, spec]))
  const unknown = Object.keys(values).filter((name) => !known.has(name))
  return [
    ...specs.flatMap((spec) => problemOf(spec, values, known)),
    ...unknown.map((name) => ({ name, message: `This model has no parameter "${name}".` })),
  ]
}

function problemOf(
  spec: ParameterSpec,
  values: Readonly<ParameterValues>,
  known: ReadonlyMap<string, ParameterSpec>,
): ParameterProblem[] {
  const { name, label } = spec
  const value = ownValue(values, name)
  if (value === undefined) {
    return spec.required && spec.default === null ? [{ name, message: `${label} is needed.` }] : []
  }
  const idle = spec.overrides.find((other) => ownValue(values, other) !== undefined)
  if (idle !== undefined) {
    const other = known.get(idle)?.label ?? idle
    return [{ name, message: `${label} and ${other} cannot be set together: ${label} decides the shape.` }]
  }
  const message = findMessage(spec, value)
  return message === null ? [] : [{ name, message }]
}

/** What is wrong with a value, and where in it; null for nothing. */
function findMessage(spec: ParameterSpec, value: JsonValue): string | null {
  const [issue] = parameterSchema(spec).safeParse(value).error?.issues ?? []
  if (!issue) return null
  const place = issue.path.length > 0 ? ` (${issue.path.join('.')})` : ''
  return `${spec.label}${place} ${issue.message}.`
}
