import { createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { v7 as uuid } from 'uuid'
import { expect, onTestFinished, test } from 'vitest'
import { aServer } from '#tests/unit/server.ts'
import { HttpClient } from '../setup/http-client.ts'
import { startPostgres } from '../setup/postgres.ts'
import { startServer } from '../setup/server-process.ts'

const authSecret = 'planted auth secret +/= of more than 32 characters'
const planted = {
  'the API key': 'lmnfl_planted.upstream+/=key0123456789',
  "a team's own key": 'lmnfl_team.planted+/=own+key/9876543210',
  "the server's secret": authSecret,
  'the password of a person': 'planted pass/word+of=a person',
  'the password of the database': 'planted-database-password',
  'the secret for GitHub': 'planted+/=github client secret',
  'the secret for Google': 'GOCSPX-planted+/=google client secret',
  'the secret for the OpenID provider': 'planted+/=client secret of the provider',
  'the code of the set-up': createHmac('sha256', authSecret)
    .update('set-up')
    .digest('base64url')
    .replaceAll(/[-_]/g, '')
    .slice(0, 10),
}

/** A secret as it is, in JSON, in an address, and within anything that was written in base64. */
function formsOf(secret: string): string[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const bytes = Buffer.from('\0'.repeat(before) + secret)
    // Only the characters that depend on the secret alone.
    return bytes
      .toString('base64')
      .replaceAll('=', '')
      .slice(before === 0 ? 0 : before + 1, -2)
  })
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    encodeURIComponent(secret).replaceAll('%20', '+'),
    Buffer.from(secret).toString('hex'),
    ...inBase64,
    ...inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ]
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Everything that the database holds, as text. */
async function dump(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const tables = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  )
  const rows = []
  for (const { name } of tables.rows) {
    const result = await client.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${name} t`)
    rows.push(...result.rows.map(({ row }) => `${name} ${row}`))
  }
  await client.end()
  return rows.join('\n')
}

/** Fails at everything, and says in each way that it can which key it was given. */
const tellTale = () =>
  aServer((request, response) => {
    const key = (request.headers.authorization ?? '').replace('Bearer ', '')
    const message = `Incorrect API key provided: ${key}, ${encodeURIComponent(key)}, ${Buffer.from(key).toString('base64')}.`
    response.writeHead(request.method === 'POST' ? 400 : 500, {
      'content-type': 'application/json',
      'x-key': key,
    })
    response.end(JSON.stringify({ error: { code: 'CONTENT_POLICY_VIOLATION', message }, message }))
  })

test('of nine planted secrets, none is in an answer, the log, the built files, the data folder or the database', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-secrets-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const postgres = await startPostgres()
  const upstream = await tellTale()
  const url = new URL(postgres.url('postgres'))
  url.password = planted['the password of the database']
  const server = await startServer({
    DATA_DIR: dataDir,
    DATABASE_URL: url.href,
    AUTH_SECRET: authSecret,
    LUMENFALL_API_KEY: planted['the API key'],
    LUMENFALL_BASE_URL: `${upstream.url}/openai/v1`,
    IMPROVE_MODEL: 'some/chat-model',
    GITHUB_ID: 'a-client',
    GITHUB_SECRET: planted['the secret for GitHub'],
    GOOGLE_ID: 'a-client',
    GOOGLE_SECRET: planted['the secret for Google'],
    GITHUB_PLAYED_AT: upstream.url,
    GOOGLE_PLAYED_AT: upstream.url,
    OIDC_ISSUER: upstream.url,
    OIDC_ID: 'a-client',
    OIDC_SECRET: planted['the secret for the OpenID provider'],
    GENERATION_LOOKUP_MS: '500',
    HOST: '0.0.0.0',
    LOG_LEVEL: 'trace',
  })
  onTestFinished(() => server.kill('SIGKILL'))

  const heard: [where: string, text: string][] = []
  const client = new HttpClient(server.url, (where, answer) =>
    heard.push([where, `${JSON.stringify([...answer.headers])}\n${answer.text}`]),
  )
  const password = planted['the password of a person']
  const setUp = { name: 'Ada', email: 'ada@example.test', password, teamName: 'Planted', timeZone: 'UTC' }
  const team = 'planted'
  const id = uuid()
  const generation = {
    team,
    id,
    modelId: 'imagen-3.0-generate-002',
    provider: null,
    prompt: 'A',
    parameters: {},
  }

  async function walk(): Promise<void> {
    for (const path of [
      '/',
      '/setup',
      '/sign-in',
      '/nothing',
      `/t/${team}/playground`,
      '/api/ready',
      '/icon.svg',
    ]) {
      await client.ask(path)
      await client.askData(path, { rsc: '1' })
    }
    for (const path of [
      `generations/${id}`,
      'events',
      `images/${id}/original`,
      'models/imagen-4.0-generate-001',
      'models/none',
      'models',
      'feed',
      'queue/lines',
      'upstream',
    ])
      await client.ask(`/api/t/${team}/${path}`)
    const question = JSON.stringify({ modelId: 'imagen-3.0-generate-002', provider: null, parameters: {} })
    for (const body of [question, '{', password])
      await client.ask(`/api/t/${team}/estimates`, { method: 'POST', body })
    const plan = {
      kind: 'variants',
      template: 'A {b|c}',
      variables: {},
      sample: null,
      ...JSON.parse(question),
    }
    await client.ask(`/api/t/${team}/batches/plan`, { method: 'POST', body: JSON.stringify({ plan }) })
    await client.ask(`/api/t/${team}/improvements`, { method: 'POST', body: '{"prompt":"A harbour"}' })
    for (const provider of ['github', 'google', 'oidc']) {
      await client.act('auth.leaveForProvider', [{ provider, timeZone: 'UTC' }])
      await client.ask(`/api/auth/callback/${provider}?code=a&state=b`)
    }
    for (const body of ['{', '["$F1"]', JSON.stringify([{ team, password }])])
      await client.actRaw('generations.startGeneration', body, { team })
    await client.act('generations.stopGeneration', [{ team, id }], { team })
    await client.act('generations.tryAgain', [{ team, id, afterAttempt: 1 }], { team })
  }

  await walk()
  await client.act('auth.createStudio', [{ ...setUp, code: 'wrong' }])
  await client.act('auth.createStudio', [
    { ...setUp, email: password, code: planted['the code of the set-up'] },
  ])
  await client.act('auth.createStudio', [{ ...setUp, code: planted['the code of the set-up'] }])
  expect(client.cookieHeader).toContain('session-token')
  await client.act('auth.signInWithPassword', [{ email: setUp.email, password: `${password}!` }])
  await client.act('auth.signInWithPassword', [{ email: setUp.email, password }])
  await walk()
  await client.act('generations.startGeneration', [generation], { team })
  await expect
    .poll(async () => (await client.ask(`/api/t/${team}/feed`)).text, { timeout: 20_000 })
    .toMatch(/"status":"(refused|failed|lost)"/)
  await client.act(
    'credentials.saveKey',
    [{ team, provider: 'lumenfall', secret: planted["a team's own key"] }],
    { team },
  )
  await client.ask(`/t/${team}/settings/keys`)
  await client.askData(`/t/${team}/settings/keys`, { rsc: '1' })
  await client.act('generations.startGeneration', [{ ...generation, id: uuid() }], { team })
  await walk()
  // The walk has tried again; an answer that is not settled yet is kept, word for word.
  await expect
    .poll(async () => (await client.ask(`/api/t/${team}/feed`)).text, { timeout: 20_000 })
    .not.toMatch(/"status":"(queued|running)"/)
  expect(upstream.hits()).toBeGreaterThan(1)
  const rows = await dump(postgres.url('postgres'))
  expect(rows).toContain(setUp.email)
  expect(rows).toContain('"lastFour":"3210"')
  await postgres.stop()
  await walk()

  heard.push(['the log', server.log()], ['the database', rows])
  for (const file of [...filesIn(dataDir), ...filesIn('.next/static')])
    heard.push([file, readFileSync(file, 'latin1')])
  const found = Object.entries(planted).flatMap(([name, secret]) =>
    formsOf(secret).flatMap((form) =>
      heard.filter(([, text]) => text.includes(form)).map(([where]) => `${name} is in ${where}, as ${form}`),
    ),
  )
  expect(heard.length).toBeGreaterThan(80)
  expect(server.log()).toContain('"level":"error"')
  expect([...new Set(found)]).toEqual([])
}, 120_000)
