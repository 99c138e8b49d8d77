import { z } from 'zod'
import { jsonSchema } from './json.ts'

// Apart from the parameters, so that a page that only carries values does not load what reads schemas.

export { jsonSchema } from './json.ts'
export type { JsonValue } from './json.ts'

/** PostgreSQL keeps no NUL in a text, and no half of a character. */
function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, inner]) => isKeepable(name) && isKeepable(inner))
}

/** Chosen values by name; what is not chosen is the API's default. */
export const parameterValuesSchema = z
  .record(z.string().max(100), jsonSchema)
  .refine(isKeepable, 'There is a character in these values that cannot be kept.')
export type ParameterValues = z.infer<typeof parameterValuesSchema>
