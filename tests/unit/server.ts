import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:http'
import { onTestFinished } from 'vitest'

export interface RealServer {
  url: string
  /** How many requests came in. */
  hits(): number
}

/** A real HTTP server on loopback that ends with the test. */
export async function aServer(listener: RequestListener): Promise<RealServer> {
  let hits = 0
  const server = createServer((request, response) => {
    hits++
    listener(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    await server[Symbol.asyncDispose]()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server is not listening.')
  return { url: `http://127.0.0.1:${address.port}`, hits: () => hits }
}

/** A server that always answers this JSON. */
export function aJsonServer(body: unknown, status = 200): Promise<RealServer> {
  return aServer((_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
}

/** An address where nobody listens. */
export async function aDeadUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await server[Symbol.asyncDispose]()
  return `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`
}
