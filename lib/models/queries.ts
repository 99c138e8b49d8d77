import { queryOptions } from '@tanstack/react-query'
import { fetchJson, postJson } from '#lib/http.ts'
import type { EstimateQuestion, Model, UpstreamState } from './schema.ts'
import { estimateSchema } from './schema/estimate.ts'
import { upstreamStateSchema } from './schema/upstream-state.ts'

const freshMs = 5 * 60_000

/** A model with its parameters. `first` is the one that came with the document. */
export const modelQuery = (team: string, modelId: string, first?: Model) =>
  queryOptions({
    queryKey: ['team', team, 'model', modelId],
    // Loaded here: every page of a team asks for the state below, and only the playground for models.
    queryFn: async ({ signal }) => {
      const { modelSchema } = await import('./schema/model.ts')
      return fetchJson(modelSchema, `/api/t/${team}/models/${encodeURI(modelId)}`, { signal })
    },
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

/** As often as the server itself asks. */
const statePollMs = 60_000

/** Whether pictures can be paid for. */
export const upstreamQuery = (team: string, first?: UpstreamState) =>
  queryOptions({
    queryKey: ['team', team, 'upstream'],
    queryFn: ({ signal }) => fetchJson(upstreamStateSchema, `/api/t/${team}/upstream`, { signal }),
    staleTime: statePollMs,
    refetchInterval: statePollMs,
    ...(first ? { initialData: first } : {}),
  })
