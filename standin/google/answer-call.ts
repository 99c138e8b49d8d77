import type { IncomingMessage, ServerResponse } from 'node:http'
import { Interruption } from '../api/errors.ts'
import { strikeBeforeBilling } from '../api/paid-work.ts'
import type { ActiveFault, Answer, Call, Fields } from '../contract.ts'
import { faultsInPrompt } from '../faults/magic-words.ts'
import type { CallRecord } from '../http/call-log.ts'
import { parseBody, readBytes } from '../http/read-body.ts'
import { decodePath, requireOwnMachine } from '../http/receive.ts'
import { serve, strikeAnswer } from '../http/serve.ts'
import { answerControl } from './control.ts'
import { GoogleError, toGoogleAnswer } from './errors.ts'
import { findGoogleFault } from './faults.ts'
import { servedModels } from './models.ts'
import { modelIn, promptIn } from './order.ts'
import { predict } from './predict.ts'
import type { GoogleState } from './state.ts'

interface Route {
  readonly isPaid: boolean
  readonly handle: (call: Call, state: GoogleState) => Promise<Answer> | Answer
}

const TOKEN_PATH = '/token'

/** Everything there is, by API. */
const routes: Readonly<Record<GoogleState['api'], readonly (readonly [string, RegExp, Route])[]>> = {
  gemini: [
    ['POST', /^\/v1beta\/models\/[^/]+:predict$/, { isPaid: true, handle: predict }],
    ['GET', /^\/v1beta\/models$/, { isPaid: false, handle: listModels }],
  ],
  vertex: [
    [
      'POST',
      /^\/v1\/projects\/[^/]+\/locations\/[a-z0-9-]+\/publishers\/google\/models\/[^/]+:predict$/,
      { isPaid: true, handle: predict },
    ],
    ['POST', /^\/token$/, { isPaid: false, handle: giveToken }],
  ],
}

/** Answers one HTTP request, writes it into the call log, and never rejects. */
export async function answerGoogleCall(
  request: IncomingMessage,
  response: ServerResponse,
  state: GoogleState,
): Promise<void> {
  await serve(request, response, state, async (record, left) => {
    try {
      return await findAnswer(request, record, left, state)
    } catch (error) {
      return error instanceof Interruption ? error.answer : toGoogleAnswer(error)
    }
  })
}

async function findAnswer(
  request: IncomingMessage,
  record: CallRecord,
  left: AbortSignal,
  state: GoogleState,
): Promise<Answer> {
  const received = await receive(request, record, left, state)
  if (received.pathname.startsWith('/standin/')) {
    requireOwnMachine(request)
    const answer = answerControl(received, state)
    if (answer !== undefined) return answer
  }
  const route = findRoute(received, state)
  const keyId = received.pathname === TOKEN_PATH ? '' : state.door.admit(received, state)
  const faults = faultsFor(received, route, state)
  record.faults = faults.map(({ name }) => name)
  const call: Call = { ...received, keyId, faults }
  for (const { fault, argument } of faults) await fault.arrival?.(argument, call)
  // Paid work strikes by itself, once it is in the ledger.
  if (!route.isPaid) await strikeBeforeBilling(call)
  return strikeAnswer(call, await route.handle(call, state))
}

async function receive(
  request: IncomingMessage,
  record: CallRecord,
  left: AbortSignal,
  { stopping }: GoogleState,
): Promise<Omit<Call, 'keyId' | 'faults'>> {
  const rawBody = await readBytes(request)
  const url = new URL(record.path, 'http://standin')
  const { fields } = await readFields(rawBody, request.headers['content-type'])
  // A signed assertion opens the account for an hour.
  record.fields = url.pathname === TOKEN_PATH ? {} : fields
  return {
    receivedAt: record.at,
    method: record.method,
    pathname: decodePath(url.pathname),
    path: record.path,
    query: url.searchParams,
    headers: request.headers,
    rawBody,
    fields,
    uploads: [],
    left,
    stopping,
    trail: record,
  }
}

async function readFields(rawBody: Buffer, contentType = ''): Promise<{ fields: Fields }> {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return parseBody(rawBody, contentType)
  return { fields: Object.fromEntries(new URLSearchParams(rawBody.toString('utf8'))) }
}

function findRoute({ method, pathname }: Pick<Call, 'method' | 'pathname'>, { api }: GoogleState): Route {
  const route = routes[api].find(([verb, path]) => verb === method && path.test(pathname))
  // Google answers an HTML page there; that the envelope comes instead is a simplification.
  if (route === undefined) throw new GoogleError('NOT_FOUND', `Not found: ${method} ${pathname}`)
  return route[2]
}

function faultsFor(
  call: Omit<Call, 'keyId' | 'faults'>,
  { isPaid }: Route,
  state: GoogleState,
): ActiveFault[] {
  const prompt = promptIn(call.fields)
  const model = modelIn(call.pathname)
  const ruled = state.rules.take({ path: call.path, model, prompt, paid: isPaid })
  return isPaid ? [...ruled, ...faultsInPrompt(prompt, findGoogleFault)] : ruled
}

/** GET /v1beta/models: wants a key, and costs nothing. Only what says that a model is there is in it. */
function listModels(): Answer {
  const models = servedModels().map(({ id, name }) => ({
    name: `models/${id}`,
    displayName: name,
    supportedGenerationMethods: ['predict'],
  }))
  return { status: 200, headers: {}, json: { models } }
}

function giveToken(call: Call, state: GoogleState): Answer {
  const token = state.door.giveToken?.(call.fields, state) ?? ''
  const json = { access_token: token, expires_in: state.settings.tokenLifetime, token_type: 'Bearer' }
  return { status: 200, headers: {}, json }
}
