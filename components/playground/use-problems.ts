'use client'

import { useEffect, useMemo, useState } from 'react'
import { onFirstSign } from '#components/ui/first-sign.ts'
import type { findParameterProblems, Model, ParameterProblem, ParameterValues } from '#lib/models/schema.ts'
import type { checkExtra } from './check-extra.ts'
import type { ReadExtra } from './extra.ts'
import { parseExtra } from './extra.ts'

interface Finders {
  inValues: typeof findParameterProblems
  inExtra: typeof checkExtra
}

export interface Problems {
  problems: ParameterProblem[]
  extra: ReadExtra
}

/**
 * What is wrong with the values, and with the extra JSON, for this model. Nothing, but for what is no JSON at all, until
 * somebody is there to set one: the parser is as large as the rest of the page, and the server looks again whatever is
 * sent.
 */
export function useProblems({ parameters }: Model, values: ParameterValues, extraText: string): Problems {
  const [find, setFind] = useState<Finders | null>(null)
  useEffect(() => {
    async function load(): Promise<void> {
      const [inValues, inExtra] = await Promise.all([
        import('#lib/models/schema/problems.ts'),
        import('./check-extra.ts'),
      ])
      setFind({ inValues: inValues.findParameterProblems, inExtra: inExtra.checkExtra })
    }
    return onFirstSign(() => void load().catch(() => undefined))
  }, [])
  const problems = useMemo(() => find?.inValues(parameters, values) ?? [], [find, parameters, values])
  const extra = useMemo(
    () => find?.inExtra(extraText, parameters) ?? parseExtra(extraText),
    [find, parameters, extraText],
  )
  return { problems, extra }
}
