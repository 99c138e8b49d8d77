import { once, setMaxListeners } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createControl, type StandinControl } from './control.ts'
import { Studio } from './drawing/studio.ts'
import { FaultRules } from './faults/rules.ts'
import { answerCall } from './http/answer-call.ts'
import { CallLog } from './http/call-log.ts'
import { Ledger } from './records/ledger.ts'
import { MediaStore } from './records/media-store.ts'
import { Recordings } from './records/recordings.ts'
import type { State } from './state.ts'

export interface StandinOptions {
  /** 0, the default, takes any free one. */
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** Where log, bill, balance, recordings and hosted files are kept; without it they live as long as the process. */
  readonly dataDir?: string | undefined
  readonly apiKeys?: readonly string[] | undefined
  /** How long a picture takes on average, in ms (± 25 %). */
  readonly latencyMs?: number | undefined
  /** The balance a new data folder starts with; an old one remembers its own. */
  readonly balanceMicros?: number | undefined
  readonly mediaLifetimeMs?: number | undefined
  readonly logDelayMs?: number | undefined
  /** The clock, in ms since 1970. Waiting is always real. */
  readonly now?: (() => number) | undefined
}

export interface Standin {
  readonly url: string
  /** For an OpenAI client: `url` + "/openai/v1". */
  readonly baseUrl: string
  readonly apiKey: string
  readonly control: StandinControl
  /** Ends at once, as if the process had died: open calls get no answer, and what was not billed stays unbilled. */
  close(): Promise<void>
}

const DEFAULT_KEY = 'lmnfl_standin.secret'
const HUNDRED_DOLLARS = 100_000_000
const HOUR_MS = 60 * 60 * 1000
/** Longer than any client keeps an idle connection, so that no request meets a socket that is just being closed. */
const KEEP_ALIVE_MS = 10 * 60 * 1000

/**
 * Starts a stand-in for Lumenfall's image API: a real HTTP server with a real log and bill that draws its own pictures.
 * Rejects when the port is taken or the data folder cannot be written.
 */
export async function startStandin(options: StandinOptions = {}): Promise<Standin> {
  const stopping = new AbortController()
  // Every call in flight listens.
  setMaxListeners(0, stopping.signal)
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 })
  const state = createState(options, server, stopping.signal)
  server.on('request', (request, response) => void answerCall(request, response, state))
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(server, 'listening')
  const url = urlOf(server)
  return {
    url,
    baseUrl: `${url}/openai/v1`,
    apiKey: state.apiKeys[0] ?? DEFAULT_KEY,
    control: createControl(state),
    async close() {
      stopping.abort()
      state.ledger.close()
      state.recordings.close()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function createState(options: StandinOptions, server: Server, stopping: AbortSignal): State {
  const { dataDir, now = Date.now } = options
  return {
    apiKeys: options.apiKeys ?? [DEFAULT_KEY],
    now,
    url: () => urlOf(server),
    stopping,
    settings: {
      latencyMs: options.latencyMs ?? 0,
      logDelayMs: options.logDelayMs ?? 0,
      mediaLifetimeMs: options.mediaLifetimeMs ?? HOUR_MS,
      plain: false,
      keyRefused: false,
      schemaVersion: 1,
    },
    ledger: new Ledger({ dataDir, openingMicros: options.balanceMicros ?? HUNDRED_DOLLARS, now }),
    media: new MediaStore(dataDir, now),
    recordings: new Recordings(dataDir),
    rules: new FaultRules(),
    calls: new CallLog(),
    studio: new Studio(),
  }
}

/** An address a client on this machine can use, even when the server listens on all of them. */
function urlOf(server: Server): string {
  const { address, port } = addressOf(server)
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server is not listening')
  return address
}
