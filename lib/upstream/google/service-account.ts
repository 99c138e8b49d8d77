import { createHash, createPrivateKey } from 'node:crypto'
import { JWT } from 'google-auth-library'
import { z } from 'zod'
import { rememberSecret, withoutSecrets } from '#lib/log.ts'
import { UpstreamError } from '../port.ts'
import { parseJson } from '../reading.ts'
import { exchange, inMemory, TransportError } from '../transport.ts'
import type { VertexKey } from './schema.ts'

/** A token is asked for in between: whoever waits for pictures does not wait long for it. */
const timeoutMs = 10_000
const maxBytes = 64 * 1024
const scopes = ['https://www.googleapis.com/auth/cloud-platform']

/** More than the teams of one server use within an hour, which is how long a token lives. */
const mostClients = 500
/** Not across the bundler's copies of this module: the errors that a client throws are of its copy's classes. */
const clients = new Map<string, JWT>()

const refusalSchema = z.looseObject({
  error: z.string().nullable().catch(null),
  error_description: z.string().nullable().catch(null),
})

const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().positive() })

const unsent = (message: string) => new TransportError('unsent', message)

/** What the token endpoint answered, as an error; null for a token. */
function problemOf(status: number, body: Buffer): Error | null {
  const json = parseJson(body)
  if (status === 200)
    return tokenSchema.safeParse(json).success ? null : unsent('The token endpoint answered no token.')
  if (![400, 401, 403].includes(status)) return unsent(`The token endpoint answered ${status}.`)
  const { data } = refusalSchema.safeParse(json)
  // A proxy on the way may refuse too, and knows nothing of the key.
  if (!data?.error) return unsent(`The token endpoint answered ${status}.`)
  const words = withoutSecrets(data.error_description ?? data.error)
  return new UpstreamError('key_refused', `Google refused the service account: ${words}`)
}

/** Asks by our own transport: bounded in time and size, no redirect, no retry, at the configured address alone. */
const fetchFrom = (tokenUrl: string) => async (_: unknown, init?: { body?: unknown }) => {
  const headers = new Headers({
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Atelier',
  })
  const signal = AbortSignal.timeout(timeoutMs)
  const form = init?.body instanceof URLSearchParams ? init.body.toString() : null
  const memory = inMemory()
  await exchange({ url: tokenUrl, method: 'POST', headers, body: form, signal, maxBytes }, memory.record)
  const { head, body } = memory.answer()
  const problem = problemOf(head.status, body)
  if (problem) throw problem
  return new Response(new Uint8Array(body), { headers: { 'content-type': 'application/json' } })
}

const nameOf = (account: VertexKey, tokenUrl: string) =>
  createHash('sha256')
    .update(JSON.stringify([tokenUrl, account.client_email, account.private_key]))
    .digest('hex')

function makeClient(account: VertexKey, tokenUrl: string): JWT {
  try {
    createPrivateKey(account.private_key)
  } catch {
    throw new UpstreamError('key_refused', 'The private key of the service account cannot be read.')
  }
  rememberSecret(account.private_key)
  return new JWT({
    email: account.client_email,
    key: account.private_key,
    keyId: account.private_key_id,
    scopes,
    // Its headers describe this machine.
    useAuthRequestParameters: false,
    transporterOptions: { fetchImplementation: fetchFrom(tokenUrl), retryConfig: { retry: 0 } },
  })
}

/** One client for each key: it keeps its token, and asks for one once however many wait. */
function clientOf(account: VertexKey, tokenUrl: string): JWT {
  const name = nameOf(account, tokenUrl)
  const client = clients.get(name) ?? makeClient(account, tokenUrl)
  // The one that was used longest ago is the first.
  clients.delete(name)
  clients.set(name, client)
  const oldest = clients.size > mostClients ? clients.keys().next().value : undefined
  if (oldest !== undefined) clients.delete(oldest)
  return client
}

/** Google's client wraps what its `fetch` threw. */
function toKnownError(error: unknown): UpstreamError | TransportError {
  if (error instanceof UpstreamError) return error
  // Whatever became of the question for a token: nothing that is paid was sent.
  if (error instanceof TransportError) return unsent(`There is no access token: ${error.message}`)
  return error instanceof Error && error.cause !== undefined
    ? toKnownError(error.cause)
    : unsent('There is no access token.')
}

/** Rejects when the signal aborts; the question goes on for others who wait for the same token. */
async function orAborted<T>(question: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(unsent('The deadline passed before there was an access token.'))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    if (signal.aborted) onAbort()
    return await Promise.race([question, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/**
 * An access token of a service account, from the process's memory as long as it is good for five more minutes. Throws
 * UpstreamError `key_refused` when Google does not know the account or its key, TransportError `unsent` for everything
 * else: nothing was sent that is paid.
 */
export async function accessTokenOf(
  account: VertexKey,
  tokenUrl: string,
  signal: AbortSignal,
): Promise<string> {
  const client = clientOf(account, tokenUrl)
  const question = client.getAccessToken().catch((error: unknown) => {
    throw toKnownError(error)
  })
  const { token } = await orAborted(question, signal)
  if (!token) throw unsent('There is no access token.')
  rememberSecret(token)
  return token
}

/** Asks for a new token the next time: the one that is kept was refused. */
export function forgetAccessToken(account: VertexKey, tokenUrl: string): void {
  clients.delete(nameOf(account, tokenUrl))
}
