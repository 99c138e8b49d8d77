import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError, Interruption, toErrorAnswer } from '../api/errors.ts'
import { strikeBeforeBilling } from '../api/paid-work.ts'
import { findRoute, type Route } from '../api/routes.ts'
import { isDryRun } from '../api/dry-run.ts'
import type { Answer, Call } from '../contract.ts'
import type { State } from '../state.ts'
import type { CallRecord } from './call-log.ts'
import { receiveCall } from './receive.ts'
import { serve, strikeAnswer } from './serve.ts'

/** Answers one HTTP request, writes it into the call log, and never rejects. */
export async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  state: State,
): Promise<void> {
  await serve(request, response, state, (record, left) => findAnswer(request, record, left, state))
}

async function findAnswer(
  request: IncomingMessage,
  record: CallRecord,
  left: AbortSignal,
  state: State,
): Promise<Answer> {
  try {
    const url = URL.parse(`http://standin${record.path}`)
    if (url === null) throw new ApiError('NOT_FOUND')
    const route = findRoute(record.method, url.pathname)
    const call = await receiveCall(request, { route, url, record, left, state })
    return strikeAnswer(call, await handle(route, call, state))
  } catch (error) {
    return toAnswer(error, record)
  }
}

async function handle(route: Route, call: Call, state: State): Promise<Answer> {
  for (const { fault, argument } of call.faults) await fault.arrival?.(argument, call)
  // Paid work strikes by itself, once it is in the request log.
  if (route.paid !== true || isDryRun(call)) await strikeBeforeBilling(call)
  return route.handle(call, state)
}

function toAnswer(error: unknown, { requestId }: CallRecord): Answer {
  if (error instanceof Interruption) return error.answer
  const answer = toErrorAnswer(error instanceof ApiError ? error : toInternalError(error))
  // Errors carry the request's id like good answers do (a guess), unless nothing was logged.
  const headers = requestId === null ? {} : { 'x-lumenfall-request-id': requestId }
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

// A bug of the stand-in, or its end in the middle of the call.
function toInternalError(error: unknown): ApiError {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new ApiError('INTERNAL_ERROR', `Stand-in failure: ${message}`)
}
