import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { hostname as machineName } from 'node:os'
import { env } from '#lib/env.ts'
import type { Refusal } from './refuse.ts'
import { refusal } from './refuse.ts'
import type { Address } from './truth.ts'

const reading = new Set(['GET', 'HEAD'])
const writing = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Names that only a network itself gives out: nobody can register them, and point them here from outside. */
const localName = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/

function hostnameOf(host: string): string | null {
  const url = URL.parse(`http://${host}`)
  // What a URL reads out of a host with a slash, an @ or a blank in it is not what was sent.
  return url && !/[/\\@?#\s]/.test(host) ? url.hostname.replace(/^\[|\]$/g, '') : null
}

/**
 * Whether this server can be meant by a Host. A page of somebody else's whose name was pointed at this machine (DNS
 * rebinding) is same-origin to the browser, and is told by its name alone: a name with a dot that is not ours. An
 * address is nobody's to point anywhere.
 */
function isOwnHost({ host, isVouchedFor }: Address): boolean {
  if (isVouchedFor || host === '') return true
  const hostname = hostnameOf(host)
  if (hostname === null) return false
  if (env.APP_URL && host === new URL(env.APP_URL).host) return true
  if (isIP(hostname) !== 0 || !hostname.includes('.')) return true
  return localName.test(hostname) || hostname === machineName().toLowerCase()
}

/** Browsers say with every request that changes something where the page that makes it came from. */
function isOwnOrigin({ headers }: IncomingMessage, address: Address): boolean {
  const own = env.APP_URL ? new URL(env.APP_URL).origin : address.origin
  return headers.origin === own && (headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin'
}

const isWebSocket = ({ headers }: IncomingMessage) => /\bwebsocket\b/i.test(headers.upgrade ?? '')

/** Of a request that means no page of this server, whoever sends it. */
function whyNoQuestion(request: IncomingMessage, address: Address): Refusal | null {
  const method = request.method ?? ''
  if (!reading.has(method) && !writing.has(method))
    return refusal('invalid', 'This server does not know that method.', 405)
  // `http://elsewhere/` and `*` are questions to a proxy, which this is not.
  if (!request.url?.startsWith('/')) return refusal('invalid', 'This is not an address on this server.')
  if (isWebSocket(request)) return refusal('invalid', 'No WebSocket is spoken here.')
  if (isOwnHost(address)) return null
  const sentence =
    'This server does not know itself by the name in this address. Set APP_URL to the address that people use.'
  return refusal('invalid', sentence, 421)
}

/**
 * Programs come from anywhere, with a token in a header that no page of somebody else can send along unasked; a session's
 * cookie counts for nothing there.
 */
const isForPrograms = ({ url = '' }: IncomingMessage) => /^\/(openai\/v1\/|mcp(\?|$))/.test(url)

/** Why a request is not let in; null when it is. */
export function reasonAgainst(request: IncomingMessage, address: Address): Refusal | null {
  if (address.isInner) return null
  const against = whyNoQuestion(request, address)
  const isFree = reading.has(request.method ?? '') || isForPrograms(request)
  if (against || isFree || isOwnOrigin(request, address)) return against
  const sentence =
    'This was not sent by a page of this server, so nothing was done. If it was, set APP_URL to the address that you see in the browser.'
  return refusal('forbidden', sentence)
}
