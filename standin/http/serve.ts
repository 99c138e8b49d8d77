import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, Call } from '../contract.ts'
import { isObject } from '../json-guards.ts'
import type { CallLog, CallRecord } from './call-log.ts'
import { deliverWhole } from './deliver.ts'

/** Gives a request the answer that `find` makes, and writes it into the call log. Rejects only when `find` does. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { calls, now }: { calls: CallLog; now: () => number },
  find: (record: CallRecord, left: AbortSignal) => Promise<Answer>,
): Promise<void> {
  const { method = 'GET', url: path = '/', headers } = request
  const record = calls.begin({ at: now(), method, path, headers })
  const leaving = new AbortController()
  const closed = new Promise<void>((resolve) => response.once('close', resolve))
  response.once('close', () => leaving.abort())
  const answer = await find(record, leaving.signal)
  const ending = await deliver(response, answer, leaving.signal)
  await closed
  const outcome = response.writableFinished ? 'answered' : ending === 'cut' ? 'cut' : 'left'
  record.outcome = {
    state: outcome,
    status: answer.status,
    code: codeOf(answer),
    durationMs: now() - record.at,
  }
}

/** What goes wrong with good answers once everything is done and billed. */
export function strikeAnswer(call: Call, answer: Answer): Answer {
  if (answer.status !== 200) return answer
  return call.faults.reduce((struck, { fault, argument }) => {
    const { json } = struck
    const changed = json && fault.json ? { ...struck, json: fault.json(json, argument) } : struck
    return fault.answer?.(changed, argument) ?? changed
  }, answer)
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

function codeOf(answer: Answer): string | null {
  const error = answer.json?.['error']
  if (!isObject(error)) return null
  // Lumenfall's word, and Google's.
  const word = [error['code'], error['status']].find((value) => typeof value === 'string')
  return word === undefined ? null : String(word)
}
