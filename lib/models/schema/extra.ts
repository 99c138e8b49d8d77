import { z } from 'zod'
import type { ParameterSpec } from './parameter.ts'
import { parameterValuesSchema } from './values.ts'
import type { ParameterProblem } from './problems.ts'

/** What every call says already, or what would make another kind of call of it. */
const ownedKeys: ReadonlySet<string> = new Set([
  'model',
  'prompt',
  'n',
  'response_format',
  'stream',
  'partial_images',
  'user',
  'image',
  'image[]',
  'images',
  'mask',
])

const maxKeys = 50
const maxCharacters = 20_000

const hasLostName = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')

/** JSON that the schema says nothing of and the API passes on: sent flat, beside the parameters. */
export const extraSchema = z
  .unknown()
  // A name that JavaScript would take for something else is lost on the way; said, rather than lost.
  .refine((value) => !hasLostName(value), 'Extra JSON cannot have "__proto__".')
  .pipe(parameterValuesSchema)
  .refine((extra) => Object.keys(extra).length <= maxKeys, `Extra JSON has at most ${maxKeys} names.`)
  .refine(
    (extra) => JSON.stringify(extra).length <= maxCharacters,
    `Extra JSON has at most ${maxCharacters} characters.`,
  )

/** Checks extra JSON against a model: nothing that the panel decides. Returns every problem as a whole sentence. */
export function findExtraProblems(
  specs: readonly ParameterSpec[],
  extra: Readonly<Record<string, unknown>>,
): ParameterProblem[] {
  const known = new Map(specs.map((spec) => [spec.name, spec.label]))
  return Object.keys(extra).flatMap((name) => {
    if (ownedKeys.has(name))
      return [{ name, message: `"${name}" cannot be extra JSON: the playground decides it.` }]
    const label = known.get(name)
    if (label === undefined) return []
    return [{ name, message: `"${name}" cannot be extra JSON: it is ${label} in the panel.` }]
  })
}
