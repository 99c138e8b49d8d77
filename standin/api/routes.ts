import type { Answer, Call } from '../contract.ts'
import { controlHandlers } from '../control-routes.ts'
import type { State } from '../state.ts'
import { getBalance } from './balance.ts'
import { completeChat } from './chat.ts'
import { editImage } from './edits.ts'
import { ApiError } from './errors.ts'
import { generateImage } from './generations.ts'
import { getMedia } from './media.ts'
import { getModel, listModels } from './models.ts'
import { getRequest, listRequests, purgePayloads } from './requests.ts'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: RegExp
  /** `api` wants a key and is written into the call log; `control` is for this machine only. */
  readonly door: 'api' | 'open' | 'control'
  /** Costs money, unless it is a dry run. */
  readonly paid?: boolean
  readonly handle: (call: Call, state: State) => Promise<Answer> | Answer
}

/** Everything there is. A path that matches none of these does not exist. */
const routes: readonly Route[] = [
  api('POST', /^\/openai\/v1\/images\/generations$/, generateImage, { paid: true }),
  api('POST', /^\/openai\/v1\/images\/edits$/, editImage, { paid: true }),
  api('POST', /^\/openai\/v1\/chat\/completions$/, completeChat, { paid: true }),
  api('GET', /^\/openai\/v1\/models$/, listModels),
  api('GET', /^\/openai\/v1\/models\/.+$/, getModel),
  api('GET', /^\/v1\/balance$/, getBalance),
  api('GET', /^\/v1\/requests$/, listRequests),
  api('GET', /^\/v1\/requests\/[^/]+$/, getRequest),
  api('DELETE', /^\/v1\/requests\/[^/]+\/payloads$/, purgePayloads),
  { method: 'GET', path: /^\/media\/[\w.]+$/, door: 'open', handle: getMedia },
  ...controlHandlers.map(([method, path, handle]): Route => ({ method, path, door: 'control', handle })),
]

/** Throws NOT_FOUND, or METHOD_NOT_ALLOWED with the methods that are. How the API words the two is a guess. */
export function findRoute(method: string, pathname: string): Route {
  const atPath = routes.filter(({ path }) => path.test(pathname))
  const route = atPath.find((candidate) => candidate.method === method)
  if (route !== undefined) return route
  if (atPath.length === 0) throw new ApiError('NOT_FOUND', `Not found: ${method} ${pathname}`)
  const allow = atPath.map((candidate) => candidate.method).join(', ')
  throw new ApiError('METHOD_NOT_ALLOWED', `Method not allowed: ${method} ${pathname}`, {
    headers: { allow },
  })
}

function api(
  method: Route['method'],
  path: RegExp,
  handle: Route['handle'],
  cost: { paid: boolean } = { paid: false },
): Route {
  return { method, path, door: 'api', handle, ...cost }
}
