import { z } from 'zod'

/** Deeper than any parameter is; beyond it, walking a value would overflow the stack. */
const maxDepth = 32

function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return false
    level = level.flatMap((item): unknown[] =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    )
  }
  return true
}

/** JSON of any shape, nested at most 32 deep. */
export const jsonSchema = z.unknown().refine(isShallow, 'is nested too deeply').pipe(z.json('must be JSON'))
export type JsonValue = z.infer<typeof jsonSchema>
