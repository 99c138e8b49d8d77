import type { IncomingMessage, ServerResponse } from 'node:http'
import proxyAddr from 'proxy-addr'
import { v7 as uuid } from 'uuid'
import { env } from '#lib/env.ts'
import { log, requestContext } from '#lib/log.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const isTrusted = proxyAddr.compile(env.TRUSTED_PROXIES)

/** Says about a request what only proxies may say. Of anybody else it is a claim, which would open every throttle. */
const claims = ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server']

/**
 * Overwrites `x-forwarded-*` with what this server itself sees, unless the peer is one of TRUSTED_PROXIES: Next, and
 * whatever reads these headers behind it, takes them for the truth.
 */
function tellTheTruth(request: IncomingMessage): void {
  const { headers } = request
  const isFromProxy = isTrusted(request.socket.remoteAddress ?? '', 0)
  headers['x-forwarded-for'] = proxyAddr(request, isTrusted)
  for (const name of claims) delete headers[name]
  if (isFromProxy) return
  headers['x-forwarded-proto'] = 'http'
  if (headers.host === undefined) delete headers['x-forwarded-host']
  else headers['x-forwarded-host'] = headers.host
}

/** Gives a request its id, for the log and for whoever asks what happened, and hands it to Next. */
export async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  handle: Handler,
): Promise<void> {
  const requestId = uuid()
  tellTheTruth(request)
  request.headers['x-request-id'] = requestId
  response.setHeader('x-request-id', requestId)
  await requestContext.run({ requestId }, async () => {
    try {
      await handle(request, response)
    } catch (error) {
      log.error({ err: error, path: request.url?.split('?')[0] }, 'a request failed')
      // What breaks off in the middle must not look whole.
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    }
  })
}
