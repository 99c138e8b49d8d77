import type { AddressInfo } from 'node:net'
import next from 'next'
import { appUrl, bindHost } from '#lib/app-url.ts'
import { needsSetUpCode, setUpCode } from '#lib/auth/set-up-code.ts'
import { openDatabase } from '#lib/db/open.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { startRuntime } from '#lib/runtime.ts'
import { stopping } from '#lib/stopping.ts'
import { createHttpServer, listening } from './server/listen.ts'
import { serveRequest } from './server/request.ts'
import { onStopSignal } from './server/signals.ts'
import { startStandin } from './server/standin.ts'

/**
 * The server: the database, the stand-in where there is no key, the worker, and Next's pages behind one HTTP server
 * of ours. Resolves when it answers. Ends the process after SIGTERM or SIGINT, once the calls under way have ended.
 */
export async function serve({ dev }: { dev: boolean }): Promise<void> {
  const host = bindHost()
  // next.config.ts is read by Node itself. Else Next loads its whole compiler for that one file, and keeps it.
  process.env.__NEXT_NODE_NATIVE_TS_LOADER_ENABLED = 'true'
  const app = next({ dev, hostname: host, port: env.PORT })
  const [database, standin] = await Promise.all([
    openDatabase(),
    env.LUMENFALL_API_KEY ? null : startStandin(),
    app.prepare(),
  ])
  const runtime = await startRuntime(database)
  const handle = app.getRequestHandler()
  const server = createHttpServer(
    (request, response) => void serveRequest(request, response, handle, { isDev: dev }),
    { isDev: dev },
  )
  const address = await listening(server, env.PORT, host)
  // Where Next fetches the page that an action leads to. Else it would make that address out of the Host header.
  process.env.__NEXT_PRIVATE_ORIGIN = loopbackOf(address)
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

/** This process as it reaches itself: a server that listens everywhere listens on loopback too. */
function loopbackOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function urlOf({ port }: AddressInfo): string {
  const url = appUrl()
  url.port = String(port)
  return url.origin
}
