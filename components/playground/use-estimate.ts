'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { estimateQuery } from '#lib/models/queries.ts'
import type { Estimate, EstimateQuestion } from '#lib/models/schema.ts'
import { useSettled } from './use-settled.ts'

/** Long enough that a drag of a slider asks once. */
const settleMs = 250

const unknown = ({ message }: Error): Estimate => ({ known: false, reason: message })

export interface Price {
  /** Undefined until it is known whether it can be known. */
  estimate: Estimate | undefined
  /** The estimate is of this question; else of the one before, until this is answered. */
  isCurrent: boolean
  /** The answer to this question: at once where it is here. */
  ask: () => Promise<Estimate>
}

/** What generating would cost now. */
export function useEstimate(team: string, question: EstimateQuestion): Price {
  const client = useQueryClient()
  const text = JSON.stringify(question)
  const isSettled = useSettled(text, settleMs) === text
  const options = estimateQuery(team, question)
  const { data, error, isPlaceholderData } = useQuery({
    ...options,
    enabled: isSettled,
    placeholderData: keepPreviousData,
  })
  return {
    estimate: error ? unknown(error) : data,
    isCurrent: error !== null || (data !== undefined && !isPlaceholderData),
    ask: () => client.fetchQuery(options).catch(unknown),
  }
}
