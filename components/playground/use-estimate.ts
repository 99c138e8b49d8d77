'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { estimateQuery } from '#lib/models/queries.ts'
import type { Estimate, EstimateQuestion } from '#lib/models/schema.ts'
import { estimateQuestionSchema } from '#lib/models/schema.ts'

/** Long enough that a drag of a slider asks once. */
const settleMs = 250

/** The value once it has not changed for a moment. `text` is its JSON: the value itself is new with every render. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** What generating would cost now; undefined until it is known whether it can be known. */
export function useEstimate(team: string, question: EstimateQuestion): Estimate | undefined {
  const settled = estimateQuestionSchema.parse(JSON.parse(useSettled(JSON.stringify(question))))
  const { data, error } = useQuery({ ...estimateQuery(team, settled), placeholderData: keepPreviousData })
  return error ? { known: false, reason: error.message } : data
}
