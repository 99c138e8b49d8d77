import type { IncomingMessage, ServerResponse } from 'node:http'
import { ApiError, Interruption, toErrorAnswer } from '../api/errors.ts'
import { strikeBeforeBilling } from '../api/paid-work.ts'
import { findRoute, type Route } from '../api/routes.ts'
import { isDryRun } from '../api/dry-run.ts'
import type { Answer, Call } from '../contract.ts'
import type { State } from '../state.ts'
import { isObject } from '../json-guards.ts'
import type { CallRecord } from './call-log.ts'
import { deliverWhole } from './deliver.ts'
import { receiveCall } from './receive.ts'

/** Answers one HTTP request, writes it into the call log, and never rejects. */
export async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  state: State,
): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request
  const record = state.calls.begin({ at: state.now(), method, path, headers })
  const leaving = new AbortController()
  const closed = new Promise<void>((resolve) => response.once('close', resolve))
  response.once('close', () => leaving.abort())
  const answer = await findAnswer(request, record, leaving.signal, state)
  const ending = await deliver(response, answer, leaving.signal)
  await closed
  const outcome = response.writableFinished ? 'answered' : ending === 'cut' ? 'cut' : 'left'
  record.outcome = {
    state: outcome,
    status: answer.status,
    code: codeOf(answer),
    durationMs: state.now() - record.at,
  }
}

async function deliver(response: ServerResponse, answer: Answer, left: AbortSignal): Promise<'sent' | 'cut'> {
  if (left.aborted) return 'sent'
  try {
    return await (answer.deliver ?? deliverWhole)(response, answer, left)
  } catch {
    // Such as a header that HTTP cannot carry; the client must not be left waiting.
    response.destroy()
    return 'cut'
  }
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

/** What goes wrong with good answers once everything is done and billed. */
function strikeAnswer(call: Call, answer: Answer): Answer {
  if (answer.status !== 200) return answer
  return call.faults.reduce((struck, { fault, argument }) => {
    const { json } = struck
    const changed = json && fault.json ? { ...struck, json: fault.json(json, argument) } : struck
    return fault.answer?.(changed, argument) ?? changed
  }, answer)
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

function codeOf(answer: Answer): string | null {
  const error = answer.json?.['error']
  const code = isObject(error) ? error['code'] : undefined
  return typeof code === 'string' ? code : null
}
