import type { Answer, Call, JsonObject } from '../contract.ts'
import { toDollars } from '../records/money.ts'
import type { RequestEntry } from '../records/request-entry.ts'
import type { State } from '../state.ts'
import { ApiError } from './errors.ts'
import { parseRequestQuery, takePage, toPageUrl, type RequestQuery } from './request-query.ts'

/** GET /v1/requests, newest first. Entries that are late in the log are not there yet. */
export function listRequests(call: Call, { ledger, now }: State): Answer {
  const query = parseRequestQuery(call.query)
  const visible = ledger.list().filter((entry) => entry.visibleAt <= now() && isWanted(entry, query))
  const newestFirst = visible.toReversed()
  const page = takePage(newestFirst, query)
  const json = {
    object: 'list',
    data: page.entries.map(toWire),
    next_page_url: page.older === undefined ? null : toPageUrl(call, 'starting_after', page.older),
    previous_page_url: page.newer === undefined ? null : toPageUrl(call, 'ending_before', page.newer),
    // That it holds cost and count of all matching requests is documented; the names are a guess.
    ...(query.summary && { summary: summarise(visible) }),
  }
  return { status: 200, headers: {}, json }
}

/** GET /v1/requests/{id}: the bare object. */
export function getRequest(call: Call, state: State): Answer {
  return { status: 200, headers: {}, json: toWire(requireEntry(call, state)) }
}

/** DELETE /v1/requests/{id}/payloads: the hosted files go, what it cost stays. Asking again is no error. */
export function purgePayloads(call: Call, state: State): Answer {
  const entry = requireEntry(call, state)
  const deleted = entry.media.filter((name) => state.media.remove(name)).length
  if (!entry.purged) state.ledger.markPurged(entry.id)
  const json = { id: entry.id, purged: true, already_purged: entry.purged, media_deleted: deleted }
  return { status: 200, headers: {}, json }
}

function requireEntry(call: Call, { ledger, now }: State): RequestEntry {
  const id = call.pathname.split('/')[3] ?? ''
  const entry = ledger.find(id)
  if (entry === undefined || entry.visibleAt > now())
    throw new ApiError('NOT_FOUND', `Request '${id}' not found`)
  return entry
}

function isWanted(entry: RequestEntry, query: RequestQuery): boolean {
  if (query.createdAfter !== undefined && entry.createdAt < query.createdAfter) return false
  if (query.createdBefore !== undefined && entry.createdAt > query.createdBefore) return false
  if (query.keyId !== undefined && entry.keyId !== query.keyId) return false
  return query.status === undefined || entry.status === query.status
}

function summarise(entries: readonly RequestEntry[]): JsonObject {
  const micros = entries.reduce((sum, { costMicros }) => sum + costMicros, 0)
  return { total_cost: toDollars(micros), total_count: entries.length, currency: 'usd' }
}

// Field by field as documented; there is no provider in it.
function toWire(entry: RequestEntry): JsonObject {
  return {
    id: entry.id,
    object: 'request',
    created_at: new Date(entry.createdAt).toISOString(),
    model: entry.model,
    modality: entry.modality,
    endpoint: entry.endpoint,
    status: entry.status,
    cost: toDollars(entry.costMicros),
    currency: 'usd',
    duration_ms: entry.durationMs === null ? null : Math.round(entry.durationMs),
    key_id: entry.keyId,
    error_code: entry.errorCode,
    error_message: entry.errorMessage,
    // How a caller gives a session is not documented.
    session_id: null,
    trace_id: entry.traceId,
    user: entry.user,
    request_size_bytes: entry.requestBytes,
    response_size_bytes: entry.responseBytes,
  }
}
