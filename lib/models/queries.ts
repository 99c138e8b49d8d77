import { queryOptions } from '@tanstack/react-query'
import { fetchJson, postJson } from '#lib/http.ts'
import type { EstimateQuestion, Model } from './schema.ts'
import { estimateSchema, modelSchema } from './schema.ts'

const freshMs = 5 * 60_000

/** A model with its parameters. `first` is the one that came with the document. */
export const modelQuery = (team: string, modelId: string, first?: Model) =>
  queryOptions({
    queryKey: ['team', team, 'model', modelId],
    queryFn: ({ signal }) =>
      fetchJson(modelSchema, `/api/t/${team}/models/${encodeURI(modelId)}`, { signal }),
    staleTime: freshMs,
    ...(first?.id === modelId ? { initialData: first } : {}),
  })

/** What a generation would cost. The prompt is not part of the question. */
export const estimateQuery = (team: string, question: EstimateQuestion) =>
  queryOptions({
    queryKey: ['team', team, 'estimate', question],
    queryFn: () => postJson(estimateSchema, `/api/t/${team}/estimates`, question),
    staleTime: freshMs,
    retry: false,
  })
