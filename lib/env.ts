import { resolve } from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65_535)
/** Timers take no more: they would ring at once. */
const longestTimerMs = 2 ** 31 - 1
const milliseconds = (fallback: number) =>
  z.coerce.number().int().min(1).max(longestTimerMs).default(fallback)
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
const calls = z.coerce.number().int().min(1).max(1_000)

/** "vertex=4, gemini=2": calls at once, by provider. */
const callsByProvider = list
  .refine(
    (items) => items.every((item) => /^[a-z0-9][a-z0-9-]*=[1-9]\d{0,2}$/.test(item)),
    'must be providers with their calls at once: vertex=4, gemini=2',
  )
  .transform((items) =>
    Object.fromEntries(
      items.map((item) => {
        const [provider = '', most = ''] = item.split('=')
        return [provider, Number(most)]
      }),
    ),
  )
/** "2026=<32 bytes in base64>, 2025=…": keys by their names. */
const namedKeys = list
  .transform((items) =>
    items.map((item) => [item.split('=')[0] ?? '', item.slice(item.indexOf('=') + 1)] as const),
  )
  .refine(
    (pairs) =>
      pairs.every(([name, key]) => /^[\w-]{1,20}$/.test(name) && Buffer.from(key, 'base64').length === 32),
    'must be names with keys of 32 bytes in base64: 2026=…, 2025=…',
  )
  .transform((pairs) => pairs.map(([name, key]) => [name, Buffer.from(key, 'base64')] as const))

const withoutTrailingSlash = (url: string) => url.replace(/\/+$/, '')

/** "example.com, example.org": lower-cased, with or without an @ before them. */
const domains = list
  .transform((items) => items.map((item) => item.replace(/^@/, '').toLowerCase()))
  .refine(
    (items) => items.every((item) => /^([a-z0-9-]+\.)+[a-z0-9-]+$/.test(item)),
    'must be domains of e-mail addresses: example.com, example.org',
  )

const isLocal = (url: string) => /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(url)
/** An address that keys are sent to: nobody shall hear them on the way. */
const confidential = z
  .string()
  .transform(withoutTrailingSlash)
  .refine((url) => URL.canParse(url.replace('{location}', 'us-central1')), 'must be an address')
  .refine((url) => /^https:\/\/[^/@?#]/.test(url) || isLocal(url), 'must begin with https://')
  .refine((url) => !/[@?#]/.test(url), 'must have neither a user, a query nor a fragment')
const some = z.string().min(1).optional()
/** Where a provider is played for a test, by a program on this machine: elsewhere it would be anybody's to say who signs in. */
const played = z
  .url()
  .transform(withoutTrailingSlash)
  .refine(isLocal, 'is for tests, and must be on this machine')
  .optional()

/** What only works together. */
const together = [
  ['GITHUB_ID', 'GITHUB_SECRET'],
  ['GOOGLE_ID', 'GOOGLE_SECRET'],
  ['OIDC_ISSUER', 'OIDC_ID', 'OIDC_SECRET'],
] as const

const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: port.default(3000),
  HOST: z.string().optional(),
  APP_URL: z
    .url({ protocol: /^https?$/ })
    .transform(withoutTrailingSlash)
    .optional(),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((path) => resolve(path)),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  AUTH_SECRET: z.string().min(32).optional(),
  ENCRYPTION_KEYS: namedKeys,
  GITHUB_ID: some,
  GITHUB_SECRET: some,
  GITHUB_PLAYED_AT: played,
  GOOGLE_ID: some,
  GOOGLE_SECRET: some,
  GOOGLE_PLAYED_AT: played,
  OIDC_ISSUER: z
    .url()
    .refine((url) => url.startsWith('https://') || isLocal(url), 'must begin with https://')
    .optional(),
  OIDC_ID: some,
  OIDC_SECRET: some,
  OIDC_NAME: z.string().trim().min(1).max(40).default('single sign-on'),
  SIGN_UP_DOMAINS: domains,
  TRUSTED_PROXIES: list,
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  LUMENFALL_API_KEY: z.string().min(1).optional(),
  LUMENFALL_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .transform(withoutTrailingSlash)
    .refine((url) => url.endsWith('/openai/v1'), 'must end in /openai/v1')
    .default('https://api.lumenfall.ai/openai/v1'),
  LUMENFALL_REPLAY: z.enum(['off', 'record']).default('off'),
  LUMENFALL_EDIT_DRY_RUN: z.enum(['off', 'on']).default('off'),
  GEMINI_BASE_URL: confidential.default('https://generativelanguage.googleapis.com'),
  VERTEX_BASE_URL: confidential.default('https://{location}-aiplatform.googleapis.com'),
  GOOGLE_TOKEN_URL: confidential.default('https://oauth2.googleapis.com/token'),
  STANDIN_LATENCY_MS: z.coerce.number().int().min(0).default(1_200),
  DEFAULT_MODEL: z.string().min(1).default('imagen-3.0-generate-002'),
  IMPROVE_MODEL: z.string().min(1).optional(),
  GENERATION_CONCURRENCY: calls.default(8),
  CHANGES_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(300),
  TEAM_CONCURRENCY: calls.optional(),
  PROVIDER_CONCURRENCY: callsByProvider,
  GENERATION_DEADLINE_MS: milliseconds(15 * 60_000),
  GENERATION_LOOKUP_MS: milliseconds(10 * 60_000),
  MAX_ANSWER_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(128 * 1024 * 1024),
  MAX_IMAGE_PIXELS: z.coerce.number().int().min(1).default(64_000_000),
  STOP_GRACE_MS: milliseconds(60_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

const complete = variables.superRefine((given, context) => {
  for (const names of together) {
    const set = names.find((name) => given[name] !== undefined)
    const missing = names.filter((name) => given[name] === undefined)
    if (set === undefined) continue
    for (const name of missing)
      context.addIssue({ code: 'custom', path: [name], message: `is missing, for ${set} is set` })
  }
})

export type Env = z.infer<typeof variables>

export class EnvError extends Error {
  override name = 'EnvError'
}

/**
 * Reads the environment once, by one schema. An empty variable counts as not set.
 * Throws EnvError with a sentence that names each wrong variable and never repeats its value: it may be a secret.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = complete.safeParse(given)
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new EnvError(`The environment is not usable. ${wrong.join('. ')}. See .env.example.`)
  }
  return result.data
}

export const env: Env = readEnv(process.env)
