import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import proxyAddr from 'proxy-addr'
import { env } from '#lib/env.ts'

const isTrusted = proxyAddr.compile(env.TRUSTED_PROXIES)

/** Says about a request what only proxies may say. Of anybody else it is a claim, which would open every throttle. */
const claims = ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server']

/**
 * What Next tells itself by headers, between its own parts. From outside they could only be lies: one of them once
 * switched every check in a middleware off (CVE-2025-29927).
 */
const internals =
  /^(x-middleware-.*|x-nextjs-data|x-matched-path|x-action-forwarded|x-now-route-matches|x-next-resume-.*|next-resume)$/

/**
 * Next asks this server itself for the page that an action leads to, or to run an action that another page holds, and
 * passes the headers on that it was given. Only what came through this door once knows the pass.
 */
const pass = { name: 'x-atelier-pass', value: randomBytes(32).toString('base64url') }

const first = (value: string | string[] | undefined) =>
  String(value ?? '')
    .split(',')[0]
    ?.trim() ?? ''

/** As the client sees it: `https://studio.example`. */
export interface Address {
  host: string
  origin: string
  /** The peer is one of TRUSTED_PROXIES, and vouches for the host. */
  isVouchedFor: boolean
  /** It came through this door before, and was judged then. */
  isInner: boolean
}

/**
 * Overwrites `x-forwarded-*` with what this server itself sees, unless the peer is one of TRUSTED_PROXIES: Next, and
 * whatever reads these headers behind it, takes them for the truth. Returns the address that was asked.
 */
export function tellTheTruth(request: IncomingMessage): Address {
  const { headers } = request
  const isInner = headers[pass.name] === pass.value
  const isVouchedFor = isTrusted(request.socket.remoteAddress ?? '', 0)
  if (!isInner) correct(request, isVouchedFor)
  headers[pass.name] = pass.value
  const host = first(headers['x-forwarded-host'] ?? headers.host).toLowerCase()
  const protocol = first(headers['x-forwarded-proto']) === 'https' ? 'https' : 'http'
  return { host, origin: `${protocol}://${host}`, isVouchedFor, isInner }
}

function correct(request: IncomingMessage, isVouchedFor: boolean): void {
  const { headers } = request
  headers['x-forwarded-for'] = proxyAddr(request, isTrusted)
  for (const name of Object.keys(headers)) {
    if (claims.includes(name) || internals.test(name)) delete headers[name]
  }
  if (isVouchedFor) return
  headers['x-forwarded-proto'] = 'http'
  if (headers.host === undefined) delete headers['x-forwarded-host']
  else headers['x-forwarded-host'] = headers.host
}
