import type { IncomingMessage } from 'node:http'
import { authenticate } from '../api/authenticate.ts'
import { ApiError } from '../api/errors.ts'
import { isDryRun } from '../api/dry-run.ts'
import { asksForReplay } from '../api/replay.ts'
import type { Route } from '../api/routes.ts'
import type { ActiveFault, Call } from '../contract.ts'
import { faultsInPrompt, promptOf } from '../faults/magic-words.ts'
import type { State } from '../state.ts'
import type { CallRecord } from './call-log.ts'
import { parseBody, readBytes } from './read-body.ts'

/** Reads and parses a request, lets it through its door, and finds the faults that strike it. Throws ApiError. */
export async function receiveCall(
  request: IncomingMessage,
  {
    route,
    url,
    record,
    left,
    state,
  }: { route: Route; url: URL; record: CallRecord; left: AbortSignal; state: State },
): Promise<Call> {
  const rawBody = await readBytes(request)
  const body = await parseBody(rawBody, request.headers['content-type'])
  record.fields = body.fields
  record.uploads = body.uploads.map(({ field, name, type, bytes }) => ({
    field,
    name,
    type,
    size: bytes.length,
  }))
  if (route.door === 'control') requireOwnMachine(request)
  const keyId = route.door === 'api' ? authenticate(request.headers.authorization, state) : ''
  const received = {
    ...body,
    receivedAt: record.at,
    method: request.method ?? 'GET',
    pathname: decodePath(url.pathname),
    path: record.path,
    query: url.searchParams,
    headers: request.headers,
    keyId,
    left,
    stopping: state.stopping,
    trail: record,
  }
  const faults = route.door === 'api' ? faultsFor(received, route, state) : []
  record.faults = faults.map(({ name }) => name)
  return { ...received, faults }
}

// Magic words are for the work a prompt asks for: not for its estimate, and not for a replay of what went wrong before.
function faultsFor(call: Omit<Call, 'faults'>, route: Route, state: State): ActiveFault[] {
  const paid = route.paid === true && !isDryRun(call)
  const ruled = state.rules.take({
    path: call.path,
    model: call.fields['model'],
    prompt: promptOf(call.fields),
    paid,
  })
  const spoken = paid && !asksForReplay(call.headers['x-lumenfall-replay'])
  return spoken ? [...ruled, ...faultsInPrompt(promptOf(call.fields))] : ruled
}

/** Control is for programs on this machine; the JSON type keeps out web pages, which cannot send it unasked. */
export function requireOwnMachine(request: IncomingMessage): void {
  const address = request.socket.remoteAddress ?? ''
  const isOwn = address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')
  const writes = request.method === 'POST' || request.method === 'PUT'
  const isJson = request.headers['content-type']?.startsWith('application/json') === true
  if (!isOwn || (writes && !isJson)) throw new ApiError('NOT_FOUND')
}

export function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    throw new ApiError('NOT_FOUND', `Not found: ${pathname}`)
  }
}
