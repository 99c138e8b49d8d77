import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Longer than any client keeps an idle connection, so that no request meets a socket that is just being closed. */
const KEEP_ALIVE_MS = 10 * 60 * 1000

export const makeServer = (): Server => createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 })

/** Resolves with the address once it listens; rejects when the port is taken. No port takes any free one. */
export async function listen(
  server: Server,
  { port = 0, host = '127.0.0.1' }: { port?: number | undefined; host?: string | undefined },
): Promise<string> {
  server.listen(port, host)
  await once(server, 'listening')
  return urlOf(server)
}

/** As if the process had died: open calls get no answer. */
export async function endAtOnce(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/** An address a client on this machine can use, even when the server listens on all of them. */
export function urlOf(server: Server): string {
  const { address, port } = addressOf(server)
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server is not listening')
  return address
}
