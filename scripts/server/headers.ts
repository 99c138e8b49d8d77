import type { ServerResponse } from 'node:http'
import { appUrl } from '#lib/app-url.ts'
import type { Answer } from '#lib/answer.ts'

/** Nothing here uses any of them, so no script that gets in may. */
const unused = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

const isHttps = () => appUrl().protocol === 'https:'

/** OWASP ASVS 5 §3.4, on every answer: pages, data, bytes, redirects, files, errors. */
const everywhere = (): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
  ...(isHttps() ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
})

/** Of a link, which opens to whoever has its address: nobody is told that address, and no search engine takes it in. */
const ofLinks = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow, noarchive' }

/**
 * What a page may do. Scripts and style elements need this request's nonce; style attributes are free, for rows of
 * pictures are laid out by them. The development server evaluates, and puts style elements in without a nonce.
 */
export function pagePolicy(nonce: string, isDev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ''}`,
    `style-src-elem 'self' ${isDev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps() ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/** A script has a policy of its own only where it runs as a worker. */
const scriptPolicy = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
/** Data and bytes are no documents: opened as one, they may do nothing. The style is the browser's own around a picture. */
const dataPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

function policyFor(type: string, page: string): string {
  if (type.startsWith('text/html')) return page
  return /^(text|application)\/javascript/.test(type) ? scriptPolicy : dataPolicy
}

function obey(response: ServerResponse, answer: Answer): number | undefined {
  if (answer.forgetsBrowser) {
    response.setHeader('clear-site-data', '"cache", "storage"')
    // Without the next page's data in it, the browser loads that page anew, and this one's memory is gone too.
    response.setHeader('content-type', 'text/plain')
  }
  if (answer.retryAfterSeconds === undefined) return undefined
  response.setHeader('retry-after', String(answer.retryAfterSeconds))
  return 429
}

/**
 * Puts the headers on an answer at the moment when it goes out, whoever writes it, so that none can be without. A
 * route's own content policy stays: it is the stricter one.
 */
export function guardAnswer(
  response: ServerResponse,
  {
    requestId,
    page,
    answer,
    isLink,
  }: { requestId: string; page: string; answer: Answer | null; isLink: boolean },
): void {
  const writeHead = response.writeHead.bind(response)
  function writeGuardedHead(status: number, ...rest: unknown[]): unknown {
    const said = answer && obey(response, answer)
    const type = String(response.getHeader('content-type') ?? '')
    const headers = { ...everywhere(), ...(isLink ? ofLinks : {}), 'x-request-id': requestId }
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    response.removeHeader('x-powered-by')
    // What nobody thought about is kept by nobody.
    if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'private, no-store')
    if (!response.hasHeader('content-security-policy'))
      response.setHeader('content-security-policy', policyFor(type, page))
    return Reflect.apply(writeHead, response, [said ?? status, ...rest])
  }
  // Node itself calls it where nobody else did.
  Object.assign(response, { writeHead: writeGuardedHead })
}
