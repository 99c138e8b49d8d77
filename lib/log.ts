import { AsyncLocalStorage } from 'node:async_hooks'
import pino from 'pino'
import { env } from '#lib/env.ts'
import { processWide } from '#lib/process-wide.ts'

interface RequestContext {
  requestId: string
}

/** Carries the id of the request that is being served to every line that is logged on its way. */
export const requestContext = processWide('request-context', () => new AsyncLocalStorage<RequestContext>())

/** As they are, as they stand in a line of JSON or in an address, and as a header of basic authentication has them. */
const secretValues = () =>
  [env.AUTH_SECRET, env.LUMENFALL_API_KEY, env.DATABASE_URL]
    .filter((value) => value !== undefined)
    .flatMap((value) => [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value),
      Buffer.from(value).toString('base64'),
    ])
// Without word boundaries: in JSON, what begins a line follows the letter n.
const secretShapes = /lmnfl_[\w-]+\.[\w-]+|Bearer\s+[\w.~+/-]+=*|(?<=:\/\/[^\s:/@]*:)[^\s/"]+(?=@)/g

/** Replaces what must not leave the server: configured secrets, API keys by their shape, passwords in URLs. */
export function withoutSecrets(text: string): string {
  return secretValues()
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
