import type { IncomingMessage } from 'node:http'

export interface BodyLimit {
  bytes: number
  /** From the request's headers to the body's last byte. */
  ms: number
}

const kiB = 1024
const MiB = 1024 * kiB

/**
 * The exceptions from `usual`, by path. Server actions are posted to the page that calls them, so a page's limit is
 * that of its actions. A route that takes uploads gets a line here, and counts them against its own rules as well.
 */
const exceptions: [path: RegExp, limit: BodyLimit][] = [
  // Open to everybody, and nothing is sent there but a short form.
  [/^\/(sign-in|setup|s\/.*)\/?$/, { bytes: 16 * kiB, ms: 10_000 }],
  // One picture; the data layer counts it again. Twenty megabytes over a slow line take a while.
  [/^\/api\/t\/[^/]+\/inputs\/?$/, { bytes: 20 * MiB, ms: 120_000 }],
  // The pictures that a program starts from; the data layer counts each again.
  [/^\/openai\/v1\/images\/edits\/?$/, { bytes: 64 * MiB, ms: 300_000 }],
  // A library of prompts with all their versions, looked at first and then brought in.
  [/^\/api\/t\/[^/]+\/library\/import(\/plan)?\/?$/, { bytes: 8 * MiB, ms: 60_000 }],
]
const usual: BodyLimit = { bytes: MiB, ms: 30_000 }

export function bodyLimitOf(path: string): BodyLimit {
  return exceptions.find(([pattern]) => pattern.test(path))?.[1] ?? usual
}

export const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** How much more is read of a body that was stopped, for a client that reads its answer only when it has sent all. */
const spare = 4 * MiB

/** Said by a request whose body was stopped, once the last of it has come. */
export const dropped = 'dropped'

/**
 * Counts a body while it streams to whoever reads it, and calls `stop` once when it is too large or too slow. From
 * then on nothing of it is handed over, nor kept: not even its end, lest half a body pass for a whole one. Whoever reads
 * it gets an error when the connection is closed.
 */
export function limitBody(
  request: IncomingMessage,
  limit: BodyLimit,
  stop: (reason: 'large' | 'slow') => void,
): void {
  // Node's parser hands every piece to `push`, before anything is buffered.
  const push = request.push.bind(request)
  let total = 0
  let isStopped = false
  const timer = setTimeout(() => end('slow'), limit.ms)
  request.once('close', () => clearTimeout(timer))

  function end(reason: 'large' | 'slow'): void {
    if (isStopped) return
    isStopped = true
    clearTimeout(timer)
    // Once it is answered Node says nothing more to whoever reads it: they would wait for ever, and hold what they hold.
    request.socket.once('close', () => request.destroy())
    stop(reason)
  }

  request.push = (chunk: Buffer | null, encoding) => {
    if (chunk === null) clearTimeout(timer)
    else total += chunk.byteLength
    if (!isStopped && total > limit.bytes) end('large')
    if (!isStopped) return push(chunk, encoding)
    if (chunk === null) request.emit(dropped)
    return total < limit.bytes + spare
  }
  if (Number(request.headers['content-length'] ?? 0) > limit.bytes) end('large')
}
