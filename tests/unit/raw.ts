import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawAnswer {
  status: number
  headers: Headers
  body: string
  /** Bytes that could be sent before the server closed. */
  sent: number
}

export function parseAnswer(text: string): Omit<RawAnswer, 'sent'> {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [line = '', ...lines] = head.split('\r\n')
  const headers = new Headers()
  for (const header of lines) {
    const [name = '', ...value] = header.split(':')
    headers.append(name, value.join(':').trim())
  }
  return { status: Number(line.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') }
}

/**
 * Sends bytes as they are, first `head`, then `pieces` for as long as the server takes them; what it had answered when
 * the connection was over.
 */
export async function sendRaw(
  url: string,
  head: string,
  pieces: Iterable<Buffer | string> = [],
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  let sent = 0
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(head)
  for (const piece of pieces) {
    if (socket.destroyed || socket.readableEnded) break
    const isTaken = socket.write(piece)
    sent += piece.length
    if (!isTaken) await Promise.race([once(socket, 'drain').catch(() => undefined), closed])
  }
  await closed
  return { ...parseAnswer(text), sent }
}
