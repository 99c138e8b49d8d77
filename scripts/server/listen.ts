import type { RequestListener, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Our HTTP server. How long headers may take is Node's to hold, bodies are held by body.ts; the headers' size is
 * Node's own limit of 16 kB.
 */
export function createHttpServer(listener: RequestListener, { isDev = false } = {}): Server {
  return createServer(
    {
      headersTimeout: 15_000,
      requestTimeout: 5 * 60_000,
      connectionsCheckingInterval: 5_000,
      // Next adds a listener for upgrades by itself, which resolves them as routes and can pass them on to other
      // servers. Only its development tools speak WebSocket here; any other upgrade is an ordinary request, as RFC
      // 9110 allows, and comes through the same door.
      shouldUpgradeCallback: () => isDev,
    },
    listener,
  )
}

export function listening(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      if (address && typeof address === 'object') resolve(address)
    })
  })
}
