import { queryOptions } from '@tanstack/react-query'
import { fetchJson, postJson } from '#lib/http.ts'
import type { Estimate, EstimateQuestion, Model, ModelCard, UpstreamState } from './schema.ts'

const freshMs = 5 * 60_000

/** A model with its parameters. `first` is the one that came with the document. */
export const modelQuery = (team: string, modelId: string, first?: Model) =>
  queryOptions({
    queryKey: ['team', team, 'model', modelId],
    queryFn: ({ signal }) => fetchJson<Model>(`/api/t/${team}/models/${encodeURI(modelId)}`, { signal }),
    staleTime: freshMs,
    ...(first?.id === modelId ? { initialData: first } : {}),
  })

/** The catalogue. `first` is the one that came with the document. */
export const catalogueQuery = (team: string, first?: ModelCard[]) =>
  queryOptions({
    queryKey: ['team', team, 'models'],
    queryFn: async ({ signal }) => {
      const { models } = await fetchJson<{ models: ModelCard[] }>(`/api/t/${team}/models`, { signal })
      return models
    },
    staleTime: freshMs,
    ...(first ? { initialData: first } : {}),
  })

/** What a generation would cost. The prompt is not part of the question. */
export const estimateQuery = (team: string, question: EstimateQuestion) =>
  queryOptions({
    queryKey: ['team', team, 'estimate', question],
    queryFn: () => postJson<Estimate>(`/api/t/${team}/estimates`, question),
    staleTime: freshMs,
    retry: false,
  })

/** As often as the server itself asks. */
const statePollMs = 60_000

/** Whether pictures can be paid for. */
export const upstreamQuery = (team: string, first?: UpstreamState) =>
  queryOptions({
    queryKey: ['team', team, 'upstream'],
    queryFn: ({ signal }) => fetchJson<UpstreamState>(`/api/t/${team}/upstream`, { signal }),
    staleTime: statePollMs,
    refetchInterval: statePollMs,
    ...(first ? { initialData: first } : {}),
  })
