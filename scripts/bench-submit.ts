import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { startStandin } from '#standin/server.ts'
import { setUp } from '#tests/e2e/steps.ts'
import { execute, startPostgres } from '#tests/setup/postgres.ts'
import { startServer } from '#tests/setup/server-process.ts'
import { findBrowser } from './test/browser.ts'

// npm run bench:submit: from a click in a real browser to the upstream being called, and from the upstream's last
// byte to the picture in another tab; on both databases in turn. Prints JSON, in milliseconds.

const rounds = Number(process.env.ROUNDS ?? 40)
const generationPath = '/openai/v1/images/generations'

const quantile = (values: number[], share: number) =>
  Math.round(
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0,
  )
const summary = (values: number[]) => ({
  p50: quantile(values, 0.5),
  p99: quantile(values, 0.99),
  n: values.length,
})

async function measure(databaseUrl: string | null) {
  const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-'))
  const standin = await startStandin()
  standin.control.change({ plain: true })
  const server = await startServer({
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    LUMENFALL_BASE_URL: standin.baseUrl,
    LUMENFALL_API_KEY: standin.apiKey,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  })
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const context = await browser.newContext()
  const page = await context.newPage()
  await setUp(page, server.url)
  const watcher = await context.newPage()
  await watcher.goto(page.url())
  const toCall: number[] = []
  const toPicture: number[] = []
  for (let round = 0; round < rounds; round++) {
    const prompt = `Bench ${round}`
    await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
    const button = page.getByRole('button', { name: /^Generate 1 · / })
    const picture = watcher.getByRole('img', { name: prompt, exact: true })
    const shown = picture.evaluate((image: HTMLImageElement) => image.decode().then(() => Date.now()))
    const clickedAt = await button.evaluate((element: HTMLButtonElement) => {
      const now = Date.now()
      element.click()
      return now
    })
    const shownAt = await shown
    const call = standin.control.calls().findLast(({ path }) => path === generationPath)
    if (!call) throw new Error('The upstream was not called.')
    toCall.push(call.at - clickedAt)
    toPicture.push(shownAt - (call.at + (call.outcome.durationMs ?? 0)))
  }
  await browser.close()
  await server.kill('SIGTERM')
  await standin.close()
  rmSync(dataDir, { recursive: true, force: true })
  // The first rounds warm the pages up.
  return {
    submitToCall: summary(toCall.slice(5)),
    lastByteToPicture: summary(toPicture.slice(5)),
    readyMs: Math.round(server.readyMs),
  }
}

const embedded = await measure(null)
const postgres = await startPostgres()
await execute(postgres.url('postgres'), 'CREATE DATABASE bench')
const server = await measure(postgres.url('bench'))
await postgres.stop()
console.log(JSON.stringify({ embedded, server }, null, 2))
process.exit(0)
