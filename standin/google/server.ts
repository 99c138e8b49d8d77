import { setMaxListeners } from 'node:events'
import { Studio } from '../drawing/studio.ts'
import { FaultRules } from '../faults/rules.ts'
import { CallLog } from '../http/call-log.ts'
import { endAtOnce, listen, makeServer } from '../http/listen.ts'
import { Ledger } from '../records/ledger.ts'
import { findAccount, type ServiceAccount } from './account.ts'
import { answerGoogleCall } from './answer-call.ts'
import { createGoogleControl, googleRuleSchema, type GoogleControl } from './control.ts'
import { accountDoor, keyDoor } from './doors.ts'
import { findGoogleFault } from './faults.ts'
import type { Door, GoogleApi, GoogleState } from './state.ts'

export interface GoogleOptions {
  /** 0, the default, takes any free one. */
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** Where the bill and the service account are kept; without it they live as long as the process. */
  readonly dataDir?: string | undefined
  /** How long a picture takes on average, in ms (± 25 %). */
  readonly latencyMs?: number | undefined
  /** The clock, in ms since 1970. Waiting is always real. */
  readonly now?: (() => number) | undefined
}

interface Running {
  readonly url: string
  readonly control: GoogleControl
  /** Ends at once, as if the process had died. */
  close(): Promise<void>
}

export interface GeminiStandin extends Running {
  readonly apiKey: string
}

export interface VertexStandin extends Running {
  readonly account: ServiceAccount
  readonly tokenUrl: string
}

/** In the shape of Google's, and none of them. */
const API_KEY = 'AIzaSyStandinStandinStandinStandinStand'
const TOKEN_LIFETIME_S = 3599

/** Starts a stand-in for the Gemini API: a real HTTP server that draws its own pictures. Rejects when the port is taken. */
export async function startGemini(options: GoogleOptions = {}): Promise<GeminiStandin> {
  return { ...(await start('gemini', keyDoor([API_KEY]), options)), apiKey: API_KEY }
}

/** The same for Vertex AI, with the endpoint that gives tokens to its one service account. */
export async function startVertex(options: GoogleOptions = {}): Promise<VertexStandin> {
  const account = findAccount(options.dataDir)
  const running = await start('vertex', accountDoor(account), options)
  return { ...running, account, tokenUrl: `${running.url}/token` }
}

async function start(api: GoogleApi, door: Door, options: GoogleOptions): Promise<Running> {
  const stopping = new AbortController()
  // Every call in flight listens.
  setMaxListeners(0, stopping.signal)
  const { dataDir, now = Date.now, latencyMs = 0 } = options
  const state: GoogleState = {
    api,
    now,
    stopping: stopping.signal,
    settings: { latencyMs, plain: false, keyRefused: false, tokenLifetime: TOKEN_LIFETIME_S },
    door,
    // Billed afterwards: there is no balance that could be too low.
    ledger: new Ledger({ dataDir, openingMicros: 0, now }),
    rules: new FaultRules(googleRuleSchema, findGoogleFault),
    calls: new CallLog(),
    studio: new Studio(),
  }
  const server = makeServer()
  server.on('request', (request, response) => void answerGoogleCall(request, response, state))
  const url = await listen(server, options)
  return {
    url,
    control: createGoogleControl(state),
    async close() {
      stopping.abort()
      state.ledger.close()
      await endAtOnce(server)
    },
  }
}
