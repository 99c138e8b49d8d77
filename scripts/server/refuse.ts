import type { IncomingMessage, ServerResponse } from 'node:http'
import { appProblems } from '#lib/auth/api-problems.ts'
import type { ErrorCode } from '#lib/errors.ts'
import { AppError } from '#lib/errors.ts'
import { dropped } from './body.ts'

/** How long a client that is still sending has to read why it was refused. */
const lingerMs = 1_000

/** In the form that the caller understands: JSON for routes, for programs as the API has it; for pages and actions, plain text with no parameter, which Next's own client shows. */
function inWords(path: string, code: ErrorCode | 'misdirected', message: string): [string, string] {
  if (path.startsWith('/api/')) return ['application/json', JSON.stringify({ error: { code, message } })]
  if (!path.startsWith('/openai/')) return ['text/plain', message]
  const { type, code: its } = appProblems[code === 'misdirected' ? 'invalid' : code]
  return ['application/json', JSON.stringify({ error: { message, type, code: its } })]
}

export interface Refusal {
  status: number
  code: ErrorCode | 'misdirected'
  message: string
}

export function refusal(
  code: ErrorCode,
  message: string,
  status = new AppError(code, message).status,
): Refusal {
  return { status, code, message }
}

/**
 * Answers in the place of the pages, and closes the connection. What still comes of the body is dropped for a moment
 * rather than left unread: closing over unread bytes resets the connection, and takes the answer along.
 */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message }: Refusal,
): void {
  if (response.headersSent) return void request.destroy()
  for (const name of response.getHeaderNames()) response.removeHeader(name)
  const [type, body] = inWords(request.url ?? '', code, message)
  response.setHeader('content-type', type)
  response.setHeader('content-length', Buffer.byteLength(body))
  response.setHeader('cache-control', 'no-store')
  response.setHeader('connection', 'close')
  response.writeHead(status)
  if (request.method !== 'HEAD') response.write(body)
  const timer = setTimeout(() => response.end(), lingerMs)
  for (const event of ['end', dropped, 'close']) {
    request.once(event, () => {
      clearTimeout(timer)
      response.end()
    })
  }
  request.resume()
}
