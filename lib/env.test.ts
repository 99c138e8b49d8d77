import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EnvError, readEnv } from './env.ts'

function errorOf(source: Record<string, string | undefined>): Error | null {
  try {
    readEnv(source)
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

test('with nothing set, it is a production server for this machine that keeps its data beside itself', () => {
  expect(readEnv({})).toEqual({
    NODE_ENV: 'production',
    PORT: 3000,
    DATA_DIR: resolve('.data'),
    DATABASE_POOL: 10,
    TRUSTED_PROXIES: [],
    ENCRYPTION_KEYS: [],
    OIDC_NAME: 'single sign-on',
    SIGN_UP_DOMAINS: [],
    LUMENFALL_BASE_URL: 'https://api.lumenfall.ai/openai/v1',
    LUMENFALL_REPLAY: 'off',
    LUMENFALL_EDIT_DRY_RUN: 'off',
    STANDIN_LATENCY_MS: 1_200,
    DEFAULT_MODEL: 'imagen-3.0-generate-002',
    GENERATION_CONCURRENCY: 8,
    CHANGES_PER_MINUTE: 300,
    PROVIDER_CONCURRENCY: {},
    GEMINI_BASE_URL: 'https://generativelanguage.googleapis.com',
    VERTEX_BASE_URL: 'https://{location}-aiplatform.googleapis.com',
    GOOGLE_TOKEN_URL: 'https://oauth2.googleapis.com/token',
    GENERATION_DEADLINE_MS: 900_000,
    GENERATION_LOOKUP_MS: 600_000,
    MAX_ANSWER_BYTES: 134_217_728,
    MAX_IMAGE_PIXELS: 64_000_000,
    STOP_GRACE_MS: 60_000,
    LOG_LEVEL: 'info',
  })
})

test('an empty variable counts as not set, whatever it is', () => {
  const names = [
    ...Object.keys(readEnv({})),
    'HOST',
    'APP_URL',
    'DATABASE_URL',
    'AUTH_SECRET',
    'LUMENFALL_API_KEY',
  ]
  expect(readEnv(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readEnv({}))
})

test('a time that no timer can wait for is refused: it would be over at once', () => {
  expect(readEnv({ GENERATION_DEADLINE_MS: '2147483647' }).GENERATION_DEADLINE_MS).toBe(2_147_483_647)
  expect(errorOf({ GENERATION_DEADLINE_MS: '2147483648' })?.message).toContain('GENERATION_DEADLINE_MS')
})

test('variables that are not ours are neither read nor checked', () => {
  expect(readEnv({ PATH: '/bin', OPENAI_API_KEY: 'sk-1' })).toEqual(readEnv({}))
})

test('good values come through in the form that the code wants', () => {
  const env = readEnv({
    PORT: '8080',
    APP_URL: 'https://studio.example/',
    DATA_DIR: 'somewhere',
    TRUSTED_PROXIES: ' 10.0.0.0/8 , loopback,,',
    LUMENFALL_BASE_URL: 'http://127.0.0.1:4010/openai/v1//',
    TEAM_CONCURRENCY: '4',
    PROVIDER_CONCURRENCY: 'vertex=4, gemini=2,',
    GEMINI_BASE_URL: 'http://127.0.0.1:4011/',
    VERTEX_BASE_URL: 'https://vertex-{location}.p.example/',
    DATABASE_URL: 'postgresql://me:pass@db.example:5432/atelier?sslmode=require',
  })
  expect(env).toMatchObject({
    PORT: 8080,
    APP_URL: 'https://studio.example',
    DATA_DIR: resolve('somewhere'),
    TRUSTED_PROXIES: ['10.0.0.0/8', 'loopback'],
    LUMENFALL_BASE_URL: 'http://127.0.0.1:4010/openai/v1',
    TEAM_CONCURRENCY: 4,
    PROVIDER_CONCURRENCY: { vertex: 4, gemini: 2 },
    GEMINI_BASE_URL: 'http://127.0.0.1:4011',
    VERTEX_BASE_URL: 'https://vertex-{location}.p.example',
    GOOGLE_TOKEN_URL: 'https://oauth2.googleapis.com/token',
    DATABASE_URL: 'postgresql://me:pass@db.example:5432/atelier?sslmode=require',
  })
})

const wrong: [name: string, value: string][] = [
  ['NODE_ENV', 'staging-7431'],
  ['PORT', 'eighty-7431'],
  ['PORT', '65536'],
  ['PORT', '-7431'],
  ['PORT', '80.7431'],
  ['APP_URL', 'studio.example/7431'],
  ['APP_URL', 'ftp://studio.example/7431'],
  ['DATABASE_URL', 'mysql://me:hunter7431@db/atelier'],
  ['DATABASE_URL', 'hunter7431'],
  ['DATABASE_POOL', '1.7431'],
  ['DATABASE_POOL', '7431'],
  ['AUTH_SECRET', 'tooshort7431'],
  ['LUMENFALL_BASE_URL', 'https://api.example/7431'],
  ['LUMENFALL_BASE_URL', 'https://api.example/openai/v1/7431'],
  ['LUMENFALL_BASE_URL', 'nowhere-7431/openai/v1'],
  ['GEMINI_BASE_URL', 'http://gemini.example:7431'],
  ['GEMINI_BASE_URL', 'nowhere-7431'],
  ['VERTEX_BASE_URL', 'http://{location}.example:7431'],
  ['VERTEX_BASE_URL', 'https://me:hunter7431@vertex.example'],
  ['GOOGLE_TOKEN_URL', 'https://token.example/?hunter=7431'],
  ['LUMENFALL_REPLAY', 'sometimes-7431'],
  ['STANDIN_LATENCY_MS', '-7431'],
  ['GENERATION_CONCURRENCY', '7431'],
  ['TEAM_CONCURRENCY', '0.7431'],
  ['PROVIDER_CONCURRENCY', 'vertex=7431'],
  ['PROVIDER_CONCURRENCY', 'vertex 7431'],
  ['GENERATION_DEADLINE_MS', 'never-7431'],
  ['GENERATION_LOOKUP_MS', '-7431'],
  ['MAX_ANSWER_BYTES', '128 MB 7431'],
  ['MAX_IMAGE_PIXELS', '0.7431'],
  ['STOP_GRACE_MS', '-7431'],
  ['LOG_LEVEL', 'loud-7431'],
  ['SIGN_UP_DOMAINS', 'example.com, 7431'],
  ['GITHUB_PLAYED_AT', 'https://github.example:7431'],
  ['GOOGLE_PLAYED_AT', 'http://127.0.0.1.example:7431'],
]

test.each(wrong)('%s=%s stops the start with a sentence that names the variable alone', (name, value) => {
  const error = errorOf({ [name]: value })
  expect(error).toBeInstanceOf(EnvError)
  expect(error?.message).toMatch(
    new RegExp(`^The environment is not usable\\. ${name}: .+\\. See \\.env\\.example\\.$`),
  )
  expect(error?.message).not.toContain(value)
  expect(error?.message).not.toContain('7431')
})

test('everything that is wrong is said at once', () => {
  const message = errorOf({ PORT: 'x', LOG_LEVEL: 'y', AUTH_SECRET: 'z' })?.message
  for (const name of ['PORT', 'LOG_LEVEL', 'AUTH_SECRET']) expect(message).toContain(`${name}: `)
})

test('the upstream is told by a base URL that ends in /openai/v1, and the reason is given when it does not', () => {
  expect(errorOf({ LUMENFALL_BASE_URL: 'https://api.lumenfall.ai/v1' })?.message).toContain('/openai/v1')
})

test('whatever a variable holds, a failure never repeats it', () => {
  const secret = fc.stringMatching(/^[a-z0-9]{3,40}$/).map((text) => `Qz7${text}`)
  const names = fc.constantFrom(...new Set(wrong.map(([name]) => name)))
  fc.assert(
    fc.property(
      names,
      secret,
      fc.constantFrom('', 'https://', 'postgres://u:', '-', '1e'),
      (name, text, before) => {
        const error = errorOf({ [name]: before + text })
        expect(error?.message ?? '').not.toContain(text)
      },
    ),
  )
})

test.each([
  { given: { GITHUB_ID: 'a-7431' }, missing: ['GITHUB_SECRET'], set: 'GITHUB_ID' },
  { given: { GOOGLE_SECRET: 'a-7431' }, missing: ['GOOGLE_ID'], set: 'GOOGLE_SECRET' },
  { given: { OIDC_ISSUER: 'https://id.test/7431' }, missing: ['OIDC_ID', 'OIDC_SECRET'], set: 'OIDC_ISSUER' },
])('what works only together is said to be missing: $missing', ({ given, missing, set }) => {
  const message = errorOf(given)?.message ?? ''
  for (const name of missing) expect(message).toContain(`${name}: is missing, for ${set} is set`)
  expect(message).not.toContain('7431')
})

test('an issuer is asked by https, but on this machine', () => {
  const issuer = (url: string) => errorOf({ OIDC_ISSUER: url, OIDC_ID: 'a', OIDC_SECRET: 'a' })?.message
  for (const url of ['https://id.test', 'http://127.0.0.1:4011', 'http://localhost:4011/a'])
    expect(issuer(url)).toBeUndefined()
  for (const url of ['http://id.test', 'http://127.0.0.1.id.test', 'http://localhost@id.test'])
    expect(issuer(url)).toContain('OIDC_ISSUER: must begin with https://')
})

test('domains come through lower-cased, with or without an @', () => {
  expect(readEnv({ SIGN_UP_DOMAINS: '@Example.com, sub.example.org' }).SIGN_UP_DOMAINS).toEqual([
    'example.com',
    'sub.example.org',
  ])
})
