import { Readable } from 'node:stream'
import parseRange from 'range-parser'
import type { ByteRange } from '#lib/storage/port.ts'

interface Bytes {
  mime: string
  size: number
  etag: string
  isFinal: boolean
  read(range?: ByteRange): Promise<Readable>
}

/** Content under its hash never changes; what stands in for it for a moment is asked about again. */
const cacheControl = ({ isFinal }: Bytes) =>
  isFinal ? 'private, max-age=31536000, immutable' : 'private, no-cache'

/** "The last n bytes", where n is more than there are: everything, by RFC 9110. range-parser finds it unsatisfiable. */
const suffix = /^bytes=-0*[1-9]\d*$/

/** One range; several, or none that can be understood, are served whole, as RFC 9110 allows. */
function rangeOf(request: Request, bytes: Bytes): ByteRange | 'unsatisfiable' | null {
  const header = request.headers.get('range')
  const isSameVersion = [null, bytes.etag].includes(request.headers.get('if-range'))
  if (header === null || !isSameVersion) return null
  const ranges = parseRange(bytes.size, header, { combine: true })
  if (ranges === -1)
    return suffix.test(header) && bytes.size > 0 ? { start: 0, end: bytes.size - 1 } : 'unsatisfiable'
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length > 1) return null
  return ranges[0] ?? null
}

/** Whether the browser has the bytes of this tag already. */
export function isKnownTag(request: Request, etag: string): boolean {
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
  return known?.some((tag) => tag === etag || tag === '*') ?? false
}

/**
 * Bytes as an HTTP answer: entity tag, one range, cached by the browser alone. What they hold is never run: the
 * type is fixed, and a document made of them has no rights.
 */
export async function toBytesResponse(request: Request, bytes: Bytes): Promise<Response> {
  const headers = new Headers({
    'content-type': bytes.mime,
    etag: bytes.etag,
    'cache-control': cacheControl(bytes),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    // The style is the browser's own, around a picture in a tab of its own.
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
  })
  if (isKnownTag(request, bytes.etag)) return new Response(null, { status: 304, headers })
  const range = rangeOf(request, bytes)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${bytes.size}`)
    return new Response(null, { status: 416, headers })
  }
  const length = range ? range.end - range.start + 1 : bytes.size
  headers.set('content-length', String(length))
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${bytes.size}`)
  const body = Readable.toWeb(await bytes.read(range ?? undefined))
  // Node's web stream and the DOM's are the same thing under two names.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return new Response(body as ReadableStream<Uint8Array>, { status: range ? 206 : 200, headers })
}
