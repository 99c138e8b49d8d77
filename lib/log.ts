import { AsyncLocalStorage } from 'node:async_hooks'
import pino from 'pino'
import { env } from '#lib/env.ts'
import { processWide } from '#lib/process-wide.ts'

interface RequestContext {
  requestId: string
}

/** Carries the id of the request that is being served to every line that is logged on its way. */
export const requestContext = processWide('request-context', () => new AsyncLocalStorage<RequestContext>())

/** As it is, as it stands in a line of JSON or in an address, and as a header of basic authentication has it. */
const formsOf = (value: string): string[] => [
  value,
  JSON.stringify(value).slice(1, -1),
  encodeURIComponent(value),
  Buffer.from(value).toString('base64'),
]

const configured = () => [
  env.AUTH_SECRET,
  env.LUMENFALL_API_KEY,
  env.DATABASE_URL,
  env.SMTP_URL,
  env.GITHUB_SECRET,
  env.GOOGLE_SECRET,
  env.OIDC_SECRET,
]

/** By themselves, each with its forms. */
const secrets = processWide(
  'secrets',
  () =>
    new Map(configured().flatMap((value) => (value === undefined ? [] : [[value, formsOf(value)] as const]))),
)

/** More than the teams of one server use within a day. */
const mostSecrets = 1_000

/** Says that something is a secret, which the environment did not say: a team's own key. */
export function rememberSecret(value: string): void {
  if (secrets.has(value)) return
  if (secrets.size >= mostSecrets) {
    const oldest = secrets.keys().find((key) => !configured().includes(key))
    if (oldest !== undefined) secrets.delete(oldest)
  }
  secrets.set(value, formsOf(value))
}

// Without word boundaries: in JSON, what begins a line follows the letter n. The third to fifth are Google's.
const secretShapes =
  /atelier_[\w-]{43}|lmnfl_[\w-]+\.[\w-]+|AIza[\w-]{30,}|ya29\.[\w.-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*|Bearer\s+[\w.~+/-]+=*|(?<=:\/\/[^\s:/@]*:)[^\s/"]+(?=@)/g

/** Replaces what must not leave the server: configured and remembered secrets, API keys by their shape, passwords in URLs. */
export function withoutSecrets(text: string): string {
  return secrets
    .values()
    .flatMap((forms) => forms)
    .reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text)
    .replace(secretShapes, '[secret]')
}

/** Structured log on standard error: one JSON object a line, with the request's id, without secrets. */
export const log = processWide('log', () =>
  pino(
    {
      level: env.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => requestContext.getStore() ?? {},
      hooks: { streamWrite: withoutSecrets },
    },
    pino.destination({ dest: 2, sync: true }),
  ),
)
