'use client'

import { useQuery } from '@tanstack/react-query'
import type { VisibleInput } from '#lib/inputs/schema/reference.ts'
import type { Model } from '#lib/models/schema.ts'

/** What is wrong with the pictures for this model. What knows it is loaded with the first model that takes some. */
export function useInputProblem(model: Model, inputs: readonly VisibleInput[]): string | null {
  const { data: find } = useQuery({
    queryKey: ['input problems'],
    queryFn: async () => (await import('#lib/inputs/schema/problems.ts')).findInputProblem,
    enabled: model.inputs !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return find?.(model, inputs) ?? null
}
