import type { ParameterSpec } from '#lib/models/schema.ts'
import { extraSchema, findExtraProblems } from '#lib/models/schema/extra.ts'
import type { ReadExtra } from './extra.ts'
import { broken, parseExtra } from './extra.ts'

/** What stands in the field, checked as the server will: that it can be sent, and is nothing that the panel decides. */
export function checkExtra(text: string, specs: readonly ParameterSpec[]): ReadExtra {
  const read = parseExtra(text)
  if (read.problem !== null) return read
  const extra = extraSchema.safeParse(read.values)
  if (!extra.success)
    return broken(extra.error.issues[0]?.message ?? 'This extra JSON cannot be sent. Change it, or empty it.')
  const [problem] = findExtraProblems(specs, extra.data)
  return problem ? broken(problem.message) : { values: extra.data, problem: null }
}
