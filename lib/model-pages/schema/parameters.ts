import type { ParameterSpec, SpecOf } from '#lib/models/schema.ts'
import { groupNames, parameterGroups, valueName } from '#lib/models/schema.ts'

const listed = (values: readonly (string | number)[]) => values.map(valueName).join(', ')

function between(least: number | null, most: number | null, what: string): string {
  if (least !== null && most !== null) return `${what}, ${least} to ${most}`
  if (least !== null) return `${what}, at least ${least}`
  return most === null ? what : `${what}, at most ${most}`
}

function numbers({ min, max, above, below }: SpecOf<'number'>): string {
  const edges = [
    ...(above === null ? [] : [`more than ${above}`]),
    ...(below === null ? [] : [`less than ${below}`]),
  ]
  return [between(min, max, 'Number'), ...edges].join(', ')
}

/** What may be given, for each kind. A kind without words does not compile. */
const words: { [K in ParameterSpec['kind']]: (spec: SpecOf<K>) => string } = {
  ratio: ({ options }) => (options.length === 0 ? 'Ratio, as 16:9' : `Ratio: ${listed(options)}, or near`),
  size: ({ options }) => (options.length === 0 ? 'Pixels, as 1024x1024, or a ratio' : listed(options)),
  tier: ({ options }) => (options.length === 0 ? 'Scale, as 1K or 2K' : listed(options)),
  choice: ({ options }) => listed(options),
  several: ({ options }) => `Any of ${listed(options)}`,
  integer: ({ min, max }) => between(min, max, 'Whole number'),
  number: numbers,
  switch: () => 'On or off',
  text: ({ maxLength }) => (maxLength === null ? 'Text' : `Text, up to ${maxLength} characters`),
  json: () => 'JSON',
}

export function parameterValues(spec: ParameterSpec): string {
  // The table is indexed by the very kind that narrows the argument; TypeScript cannot correlate the two.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (words[spec.kind] as (spec: ParameterSpec) => string)(spec)
}

/** "1", "on"; a dash where the API names none. */
export function parameterDefault({ default: value }: ParameterSpec): string {
  if (value === null) return '–'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'string' || typeof value === 'number' ? valueName(value) : JSON.stringify(value)
}

export interface ParameterTable {
  group: string
  specs: readonly ParameterSpec[]
}

/** In the order of the panel; groups without a parameter are left out. */
export const groupParameters = (parameters: readonly ParameterSpec[]): ParameterTable[] =>
  parameterGroups
    .map((group) => ({ group: groupNames[group], specs: parameters.filter((spec) => spec.group === group) }))
    .filter(({ specs }) => specs.length > 0)
