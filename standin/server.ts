import { setMaxListeners } from 'node:events'
import type { Server } from 'node:http'
import { createControl, type StandinControl } from './control.ts'
import { Studio } from './drawing/studio.ts'
import { lumenfallRules } from './faults/rules.ts'
import { answerCall } from './http/answer-call.ts'
import { CallLog } from './http/call-log.ts'
import { endAtOnce, listen, makeServer, urlOf } from './http/listen.ts'
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

/**
 * Starts a stand-in for Lumenfall's image API: a real HTTP server with a real log and bill that draws its own pictures.
 * Rejects when the port is taken or the data folder cannot be written.
 */
export async function startStandin(options: StandinOptions = {}): Promise<Standin> {
  const stopping = new AbortController()
  // Every call in flight listens.
  setMaxListeners(0, stopping.signal)
  const server = makeServer()
  const state = createState(options, server, stopping.signal)
  server.on('request', (request, response) => void answerCall(request, response, state))
  const url = await listen(server, options)
  return {
    url,
    baseUrl: `${url}/openai/v1`,
    apiKey: state.apiKeys[0] ?? DEFAULT_KEY,
    control: createControl(state),
    async close() {
      stopping.abort()
      state.ledger.close()
      state.recordings.close()
      await endAtOnce(server)
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
    rules: lumenfallRules(),
    calls: new CallLog(),
    studio: new Studio(),
  }
}
