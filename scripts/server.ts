import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import next from 'next'
import { appUrl, bindHost } from '#lib/app-url.ts'
import { needsSetUpCode, setUpCode } from '#lib/auth/set-up-code.ts'
import { openDatabase } from '#lib/db/open.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { startRuntime } from '#lib/runtime.ts'
import { stopping } from '#lib/stopping.ts'
import { serveRequest } from './server/request.ts'
import { onStopSignal } from './server/signals.ts'
import { startStandin } from './server/standin.ts'

/**
 * The server: the database, the stand-in where there is no key, the worker, and Next's pages behind one HTTP server
 * of ours. Resolves when it answers. Ends the process after SIGTERM or SIGINT, once the calls under way have ended.
 */
export async function serve({ dev }: { dev: boolean }): Promise<void> {
  const host = bindHost()
  const app = next({ dev, hostname: host, port: env.PORT })
  const [database, standin] = await Promise.all([
    openDatabase(),
    env.LUMENFALL_API_KEY ? null : startStandin(),
    app.prepare(),
  ])
  const runtime = await startRuntime(database)
  const handle = app.getRequestHandler()
  const server = createServer((request, response) => void serveRequest(request, response, handle))
  const upgrade = app.getUpgradeHandler()
  server.on('upgrade', (request, socket, head) => {
    // Only Next's own development tools speak WebSocket here.
    if (dev) void upgrade(request, socket, head)
    else socket.destroy()
  })
  const address = await listening(server, host)
  if (needsSetUpCode())
    console.log(`If this server is not set up yet, it will ask for the code ${setUpCode()}`)
  const note = standin ? ' (stand-in pictures: there is no LUMENFALL_API_KEY)' : ''
  console.log(`Atelier is ready at ${env.APP_URL ?? urlOf(address)}${note}`)

  onStopSignal(async () => {
    stopping.abort()
    server.close()
    const isDone = await runtime.stop(env.STOP_GRACE_MS)
    if (!isDone)
      log.warn('stopped before all calls had ended; their outcome will be looked up at the next start')
    server.closeAllConnections()
    standin?.stop()
    return isDone
  })
}

function listening(server: ReturnType<typeof createServer>, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(env.PORT, host, () => {
      const address = server.address()
      if (address && typeof address === 'object') resolve(address)
    })
  })
}

function urlOf({ port }: AddressInfo): string {
  const url = appUrl()
  url.port = String(port)
  return url.origin
}
