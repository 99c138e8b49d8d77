import type { ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { Answer } from '../contract.ts'

/** The body's bytes: `json` when there is some, `bytes` otherwise. */
export function bytesOf(answer: Answer): Buffer {
  return answer.json === undefined
    ? (answer.bytes ?? Buffer.alloc(0))
    : Buffer.from(JSON.stringify(answer.json))
}

/** Writes status and headers with an honest content-length, and hands back the body that has to follow. */
export function startAnswer(response: ServerResponse, answer: Answer): Buffer {
  const bytes = bytesOf(answer)
  response.writeHead(answer.status, {
    ...(answer.json !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    ...answer.headers,
    'content-length': String(bytes.length),
  })
  return bytes
}

/** The usual way: the whole answer at once. */
export async function deliverWhole(response: ServerResponse, answer: Answer): Promise<'sent'> {
  response.end(startAnswer(response, answer))
  return 'sent'
}

/** Writes a piece and waits while the client is slow. Resolves to false when it has gone away. */
export async function writePiece(
  response: ServerResponse,
  piece: Buffer | string,
  left: AbortSignal,
): Promise<boolean> {
  if (left.aborted || response.destroyed) return false
  if (response.write(piece)) return true
  try {
    await once(response, 'drain', { signal: left })
    return true
  } catch {
    // Only the client's leaving ends this wait.
    return false
  }
}
