import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { v7 as uuid } from 'uuid'
import type { Answer } from '#lib/answer.ts'
import { answerContext } from '#lib/answer.ts'
import { log, requestContext } from '#lib/log.ts'
import { reasonAgainst } from './admit.ts'
import { bodyLimitOf, hasBody, limitBody } from './body.ts'
import { guardAnswer, pagePolicy } from './headers.ts'
import { refusal, refuse } from './refuse.ts'
import type { Address } from './truth.ts'
import { tellTheTruth } from './truth.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const large = refusal('too_large', 'This request is too large.')
const slow = refusal('invalid', 'This request took too long to arrive. Try again.', 408)

/**
 * The one door: what must hold for every answer, whatever gives it, holds here. Gives a request its id, for the log
 * and for whoever asks what happened, and its nonce; refuses what cannot be meant for this server or does not come
 * from a page of its own; and hands the rest to Next with a body that cannot be too large.
 */
export async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  handle: Handler,
  { isDev = false } = {},
): Promise<void> {
  const address = tellTheTruth(request)
  const { requestId, answer } = begin(request, response, address)
  const nonce = randomBytes(16).toString('base64')
  const page = pagePolicy(nonce, isDev)
  guardAnswer(response, {
    requestId,
    page,
    answer: address.isInner ? null : answer,
    isLink: secretPath.test(pathOf(request)),
  })
  const against = reasonAgainst(request, address)
  if (against) return refuse(request, response, against)
  // Next finds the nonce for its own scripts in the policy; our components ask for `x-nonce`.
  Object.assign(request.headers, {
    'x-request-id': requestId,
    'x-nonce': nonce,
    'x-request-method': request.method,
    'content-security-policy': page,
  })
  delete request.headers['content-security-policy-report-only']

  let isRefused = false
  if (hasBody(request)) {
    limitBody(request, bodyLimitOf(pathOf(request)), (reason) => {
      isRefused = true
      refuse(request, response, reason === 'large' ? large : slow)
    })
  }
  // Of a body that was refused by its announced length, nobody else need hear.
  if (isRefused) return
  await requestContext.run({ requestId }, () =>
    answerContext.run(answer, async () => {
      try {
        await handle(request, response)
      } catch (error) {
        if (isRefused) return
        log.error({ err: error, path: withoutSecret(pathOf(request)) }, 'a request failed')
        // What breaks off in the middle must not look whole.
        if (response.headersSent) response.destroy()
        else response.writeHead(500).end()
      }
    }),
  )
}

/** What each request under way wants said by its answer. */
const underWay = new Map<string, Answer>()

/** The id of a request, and its answer; one that Next makes on behalf of another has that other's. */
function begin(request: IncomingMessage, response: ServerResponse, { isInner }: Address) {
  const outerId = String(request.headers['x-request-id'])
  const outer = isInner ? underWay.get(outerId) : undefined
  if (outer) return { requestId: outerId, answer: outer }
  const requestId = uuid()
  const answer: Answer = {}
  underWay.set(requestId, answer)
  response.once('close', () => underWay.delete(requestId))
  return { requestId, answer }
}

/** Below these stands what lets whoever has it in. */
const secretPath = /^(\/(?:s|join|reset)\/)[^/]+/

const withoutSecret = (path: string) => path.replace(secretPath, '$1…')

const pathOf = ({ url }: IncomingMessage): string => url?.split('?')[0] ?? ''
