import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { PGlite } from '@electric-sql/pglite'
import { startStandin } from '#standin/server.ts'
import { startServer } from '../setup/server-process.ts'
import { expect, test } from './fixtures.ts'
import { setUp, write } from './steps.ts'

const wishes = 100
const killsAt = [25, 50, 75]

/** In turn, so that each comes up; every other wish has none. */
const faults = [
  'error:CONTENT_POLICY_VIOLATION',
  'error:ALL_PROVIDERS_EXHAUSTED',
  'error:INTERNAL_ERROR',
  'rate-limited:2',
  'slow:400',
  'hang',
  'reset-on-arrival',
  'reset-before-billing',
  'html-503',
  'error-200',
  'flat-error',
  'partial:1',
  'all-filtered',
  'url-instead',
  'not-an-image',
  'svg',
  'huge-dimensions',
  'truncated-image',
  'polyglot',
  'no-data',
  'no-metadata',
  'no-cost',
  'fewer:1',
  'bad-base64',
  'unknown-fields',
  'changed-schema',
  'billed-error',
  'hang-after-billing',
  'reset-after-billing',
  'reset-in-body',
  'close-in-body',
  'drip:500',
  'cut-json',
  'empty-body',
  'html-200',
  'huge-body',
  'gzip-bomb',
  'log-late:800',
]

const wordsOf = (index: number) => (index % 2 === 0 ? '' : ` [[${faults[(index >> 1) % faults.length]}]]`)

/** Resolves when the server has it, so that a kill meets at most the one that is on its way. */
async function wish(page: Page, index: number): Promise<void> {
  const images = 1 + (index % 4)
  await page.getByRole('spinbutton', { name: 'Images' }).fill(String(images))
  await write(page, `Wish ${index}${wordsOf(index)}`)
  const isTaken = page.waitForResponse((response) => 'next-action' in response.request().headers())
  await page.getByRole('button', { name: new RegExp(`^Generate ${images}`) }).click()
  await isTaken
}

interface Row {
  status: string
  n: number
  traces: string[]
  cost: number | null
  files: { sha256: string; teamId: string }[]
}

async function rowsOf(dataDir: string): Promise<{ rows: Row[]; spent: number; reserved: number }> {
  const pglite = await PGlite.create(join(dataDir, 'db'))
  const { rows } = await pglite.query<Row>(`
    SELECT g."status", g."n", g."costMicros"::float8 AS cost,
      (SELECT coalesce(json_agg(a."traceId"), '[]') FROM "Attempt" a WHERE a."generationId" = g."id") AS traces,
      (SELECT coalesce(json_agg(json_build_object('sha256', f."sha256", 'teamId', f."teamId")), '[]')
       FROM "Image" i JOIN "File" f ON f."id" = i."fileId" WHERE i."generationId" = g."id") AS files
    FROM "Generation" g`)
  const sums = await pglite.query<{ spent: number; reserved: number }>(`
    SELECT coalesce(sum("micros") FILTER (WHERE "kind" IN ('charge', 'adjust')), 0)::float8 AS spent,
      coalesce(sum("micros") FILTER (WHERE "kind" IN ('reserve', 'release')), 0)::float8 AS reserved FROM "LedgerEntry"`)
  await pglite.close()
  return { rows, spent: sums.rows[0]?.spent ?? -1, reserved: sums.rows[0]?.reserved ?? -1 }
}

/**
 * All that is ever called of the upstream (docs.lumenfall.ai), on whichever server the base URL names. Pictures
 * are fetched only where an answer gave an address in the place of bytes.
 */
const documentedPaths = [
  'GET /media/{picture}',
  'GET /openai/v1/models',
  'GET /openai/v1/models/imagen-3.0-generate-002?schema=true',
  'GET /v1/balance',
  'GET /v1/requests',
  'POST /openai/v1/images/generations',
  'POST /openai/v1/images/generations?dryRun=true',
]

const templateOf = (path: string): string =>
  path.replace(/\?(?!dryRun|schema).*/, '').replace(/^\/media\/.*/, '/media/{picture}')

const notEnded = ['queued', 'running', 'unknown']

test.use({ isSetUp: false })

test('100 generations under every fault, with three kills: nothing billed is missing, nothing is billed twice', async ({
  page,
}) => {
  test.setTimeout(1_200_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-wishes-'))
  const standin = await startStandin()
  const env = {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'fatal',
    LUMENFALL_BASE_URL: standin.baseUrl,
    LUMENFALL_API_KEY: standin.apiKey,
    GENERATION_DEADLINE_MS: '3000',
    GENERATION_LOOKUP_MS: '1500',
  }
  let server = await startServer(env)
  const port = new URL(server.url).port
  const recoveries: number[] = []
  await setUp(page, server.url)
  for (let index = 0; index < wishes; index++) {
    const isWished = wish(page, index).catch(() => undefined)
    if (!killsAt.includes(index)) {
      await isWished
      continue
    }
    await page.getByRole('list', { name: 'Results' }).getByText(`Wish ${index}`).first().waitFor()
    await server.kill('SIGKILL')
    const killedAt = Date.now()
    server = await startServer({ ...env, PORT: port })
    recoveries.push(Date.now() - killedAt)
  }
  const openRows = page
    .getByRole('list', { name: 'Results' })
    .locator(notEnded.map((status) => `[data-status=${status}]`).join(','))
  await expect(async () => {
    await page.reload()
    await expect(openRows).toHaveCount(0, { timeout: 2_000 })
  }).toPass({ timeout: 120_000 })
  await server.kill('SIGTERM')

  const { rows, spent, reserved } = await rowsOf(dataDir)
  const bill = standin.control.bill()
  expect(rows.length).toBeGreaterThanOrEqual(wishes - killsAt.length)
  expect(rows.filter(({ status }) => notEnded.includes(status))).toEqual([])
  for (const request of bill.requests) {
    const [row, ...more] = rows.filter(
      ({ traces }) => request.traceId !== null && traces.includes(request.traceId),
    )
    expect(more).toEqual([])
    expect(['succeeded', 'partial', 'lost']).toContain(row?.status)
    expect(row?.cost).toBe(request.costMicros)
  }
  for (const row of rows) {
    const billed = bill.requests.filter(({ traceId }) => traceId !== null && row.traces.includes(traceId))
    expect(billed.length).toBeLessThanOrEqual(1)
    if (row.status === 'succeeded') expect(row.files).toHaveLength(row.n)
    for (const { sha256, teamId } of row.files) {
      const bytes = readFileSync(join(dataDir, 'files', teamId, sha256.slice(0, 2), sha256))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    }
  }
  const paths = new Set(standin.control.calls().map(({ method, path }) => `${method} ${templateOf(path)}`))
  expect([...paths].toSorted()).toEqual(documentedPaths)
  expect(spent).toBe(bill.totalMicros)
  expect(reserved).toBe(0)
  const statuses = Object.entries(Object.groupBy(rows, ({ status }) => status))
  const counts = statuses.map(([status, list]) => `${list?.length} ${status}`).join(', ')
  console.log(
    `${rows.length} generations: ${counts}; billed ${bill.totalMicros} micro-dollars; ready ${recoveries.join(', ')} ms after a kill`,
  )
  await standin.close()
  rmSync(dataDir, { recursive: true, force: true })
})
