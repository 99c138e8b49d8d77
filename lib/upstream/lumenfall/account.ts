import type { LoggedRequest } from '../port.ts'
import { UpstreamError } from '../port.ts'
import type { RequestBody } from './bodies.ts'
import { requestListBody, toMicros } from './bodies.ts'
import type { LumenfallConfig } from './client.ts'
import { nativeUrl } from './client.ts'
import { askFor } from './questions.ts'

const pageSize = 100
/** 5,000 requests in the window: a bound, not an expectation. */
const maxPages = 50
/** Their clock may be behind ours. */
const clockSkewMs = 5 * 60_000

/** docs.lumenfall.ai/api-reference/requests/list: completed, pending, processing, upstream_failure, rejected, cancelled. */
function stateOf(status: string): LoggedRequest['state'] {
  if (status === 'completed') return 'billed'
  return status === 'pending' || status === 'processing' ? 'open' : 'ended'
}

function toLoggedRequest(request: RequestBody): LoggedRequest {
  return {
    id: request.id,
    traceId: request.trace_id,
    state: stateOf(request.status),
    costMicros: toMicros(request.cost),
    provider: request.provider,
    modelId: request.model,
    endpoint: request.endpoint,
    at: new Date(request.created_at),
  }
}

/** `GET /v1/requests` of a time, newest first. Throws UpstreamError, also where it has more pages than are read. */
async function* pagesOf(config: LumenfallConfig, from: Date, to?: Date): AsyncGenerator<RequestBody[], void> {
  let after: string | undefined
  for (let page = 0; page < maxPages; page++) {
    const query = {
      limit: String(pageSize),
      created_after: from.toISOString(),
      ...(to ? { created_before: to.toISOString() } : {}),
      ...(after === undefined ? {} : { starting_after: after }),
    }
    const { data } = await askFor(config, requestListBody, { path: nativeUrl(config, '/requests'), query })
    yield data
    const last = data.at(-1)
    if (!last || data.length < pageSize || Date.parse(last.created_at) < from.getTime()) return
    after = last.id
  }
  const message = `More than ${maxPages * pageSize} requests are in the log since ${from.toISOString()}.`
  throw new UpstreamError('answer_too_large', message)
}

/** The log of a time, page by page. Throws UpstreamError, also when the time has more pages than are read. */
export async function* listRequests(
  config: LumenfallConfig,
  { from, to }: { from: Date; to: Date },
): AsyncGenerator<LoggedRequest[], void> {
  for await (const page of pagesOf(config, from, to)) {
    const readable = page.filter(({ created_at }) => !Number.isNaN(Date.parse(created_at)))
    yield readable.map(toLoggedRequest)
  }
}

/**
 * Looks an attempt up in `GET /v1/requests` by the trace id that was sent with it, from its own time backwards to
 * the newest. Null when no entry has it: not yet, or never. Throws UpstreamError, also when the log has more pages
 * in the window than are read, because then absence would prove nothing.
 */
export async function findRequest(
  config: LumenfallConfig,
  traceId: string,
  sentAt: Date,
): Promise<LoggedRequest | null> {
  const from = new Date(sentAt.getTime() - clockSkewMs)
  for await (const page of pagesOf(config, from)) {
    const match = page.find((request) => request.trace_id === traceId)
    if (match) return toLoggedRequest(match)
  }
  return null
}
