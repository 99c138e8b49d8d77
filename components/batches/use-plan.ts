'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useStartBatch } from '#components/playground/use-start-batch.ts'
import { useSettled } from '#components/playground/use-settled.ts'
import { planQuery } from '#lib/batches/queries.ts'
import type { Plan } from '#lib/batches/schema.ts'
import { planSchema } from '#lib/batches/schema.ts'

const settleMs = 300
/** Never asked: what `enabled` keeps back needs a key all the same. */
const nothing: Plan = {
  kind: 'matrix',
  base: { template: ' ', variables: {}, modelId: '', provider: null, parameters: {} },
  axes: [],
}

/** The answer to a plan, asked once it has not changed for a moment. */
function useAnswer(team: string, plan: Plan | null, reuse: boolean) {
  const text = JSON.stringify(plan)
  const settled = useSettled(text, settleMs)
  const parsed = planSchema.safeParse(JSON.parse(settled))
  const { data, error } = useQuery({
    ...planQuery(team, parsed.data ?? nothing, reuse),
    enabled: parsed.success,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return { answer: parsed.success ? data : undefined, error, isCurrent: settled === text }
}

/** What a plan comes to, and how to run it. Null while it says too little. */
export function usePlan(team: string, plan: Plan | null) {
  const router = useRouter()
  const [reuse, setReuse] = useState(true)
  const { start, failure, isBusy } = useStartBatch(team)
  const { answer, error, isCurrent } = useAnswer(team, plan, reuse)
  const isReady = isCurrent && answer?.ok === true && answer.problemCount === 0 && !isBusy

  async function run(): Promise<void> {
    const id = plan && (await start(plan, { reuse }))
    if (id !== null) router.push(`/t/${team}/batches/${id}`)
  }
  return { answer, problem: (failure ?? error)?.message ?? null, reuse, setReuse, isReady, run }
}
