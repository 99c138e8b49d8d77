'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { estimateQuery } from '#lib/models/queries.ts'
import type { Estimate, EstimateQuestion } from '#lib/models/schema.ts'
import { useSettled } from './use-settled.ts'

/** Long enough that a drag of a slider asks once. */
const settleMs = 250

/** What generating would cost now; undefined until it is known whether it can be known. */
export function useEstimate(team: string, question: EstimateQuestion): Estimate | undefined {
  // It was a question a moment ago.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const settled = JSON.parse(useSettled(JSON.stringify(question), settleMs)) as EstimateQuestion
  const { data, error } = useQuery({ ...estimateQuery(team, settled), placeholderData: keepPreviousData })
  return error ? { known: false, reason: error.message } : data
}
