import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { aProcess, outputOf } from '#tests/unit/process.ts'

const planted = vi.hoisted(() => {
  const secrets = {
    AUTH_SECRET: 'a "quoted" \\ secret of thirty-two letters',
    LUMENFALL_API_KEY: 'planted-key-of-no-known-shape',
    DATABASE_URL: 'postgres://atelier:planted-pass@db.example:5432/atelier',
  }
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
  return secrets
})
const { withoutSecrets } = await import('./log.ts')

test.each([
  ['key lmnfl_k1_ab-9.Sec-ret_77 was refused', 'key [secret] was refused'],
  ['{"message":"no:\\nlmnfl_k1.s3cret"}', '{"message":"no:\\n[secret]"}'],
  ['key AIzaSy0123456789-abcdefghijklmnopqrs_t is wrong', 'key [secret] is wrong'],
  ['{"token":"ya29.c.b0Aa-_x"}', '{"token":"[secret]"}'],
  [
    '{"key":"-----BEGIN PRIVATE KEY-----\\nMIIE+/a=\\n-----END PRIVATE KEY-----\\n"}',
    '{"key":"[secret]-----END PRIVATE KEY-----\\n"}',
  ],
  ['authorization: Bearer abc.DEF-1_2~3+/=', 'authorization: [secret]'],
  ['{"m":"line\\nBearer abcdef0123"}', '{"m":"line\\n[secret]"}'],
  ['postgres://me:hunter2@db/x failed', 'postgres://me:[secret]@db/x failed'],
  ['redis://:hunter2@cache:6379', 'redis://:[secret]@cache:6379'],
  ['https://me:p@ss:w0rd@host/path', 'https://me:[secret]@host/path'],
  [
    '{"url":"http://u:pw@h/","mail":"ada@example.test"}',
    '{"url":"http://u:[secret]@h/","mail":"ada@example.test"}',
  ],
])('%s loses its secret', (text, clean) => {
  expect(withoutSecrets(text)).toBe(clean)
})

test.each(Object.entries(planted))(
  'the configured %s is replaced, also as JSON, an address or base64 writes it',
  (_name, secret) => {
    expect(withoutSecrets(`<${secret}>`)).toBe('<[secret]>')
    expect(withoutSecrets(JSON.stringify({ message: `was ${secret}!` }))).toBe('{"message":"was [secret]!"}')
    expect(withoutSecrets(`?key=${encodeURIComponent(secret)}`)).toBe('?key=[secret]')
    expect(withoutSecrets(`Basic ${Buffer.from(secret).toString('base64')}`)).toBe('Basic [secret]')
  },
)

test.each([
  'a lighthouse at dusk, 35 mm, f/2.8: no people',
  'https://api.lumenfall.ai/openai/v1/images/generations?dryRun=true',
  'GET http://127.0.0.1:3000/t/team 200 in 12 ms',
  'mail from ada@example.test at 10:30',
  'lmnfl without a key',
  '{"level":"info","time":"2026-11-22T10:00:00.000Z","msg":"ready"}',
])('%s stays as it is', (text) => {
  expect(withoutSecrets(text)).toBe(text)
})

test('wherever a secret stands in a logged object, its line is JSON without it', () => {
  const secrets = [...Object.values(planted), 'lmnfl_abc.S3CR3T-part']
  fc.assert(
    fc.property(fc.constantFrom(...secrets), fc.string(), fc.string(), (secret, before, after) => {
      const line = withoutSecrets(JSON.stringify({ err: { message: `${before} ${secret} ${after}` } }))
      expect(line).not.toContain(JSON.stringify(secret).slice(1, -1))
      expect(() => void JSON.parse(line)).not.toThrow()
      expect(withoutSecrets(line)).toBe(line)
    }),
  )
})

const lineSchema = z.object({
  level: z.string(),
  time: z.iso.datetime(),
  msg: z.string(),
  requestId: z.string().optional(),
})

test('what reaches standard error is one JSON object a line, with the id of the request, and no secret', async () => {
  const child = aProcess(
    `import { log, requestContext } from '#lib/log.ts'
     log.info('outside')
     await requestContext.run({ requestId: 'r-1' }, async () => {
       const cause = new Error('Bearer top-secret-token')
       log.error({ err: new Error('key\\nlmnfl_a.b-c-d', { cause }), header: process.env.AUTH_SECRET }, 'inside')
     })`,
    { env: { ...planted, LOG_LEVEL: 'info' } },
  )
  const { stderr, stdout } = await outputOf(child)
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)))
  expect(lines.map(({ level, msg, requestId }) => [level, msg, requestId])).toEqual([
    ['info', 'outside', undefined],
    ['error', 'inside', 'r-1'],
  ])
  for (const secret of ['lmnfl_a', 'top-secret-token', 'quoted']) expect(stderr).not.toContain(secret)
  expect(stdout).toBe('')
})
