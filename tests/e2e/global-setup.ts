import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FullConfig } from '@playwright/test'
import { chromium } from '@playwright/test'
import { execute, startPostgres } from '../setup/postgres.ts'
import { startServer } from '../setup/server-process.ts'
import { setUp } from './steps.ts'

/**
 * Sets one server up by its own pages, and keeps its database, its data and the browser's session: each test begins with
 * a copy. On PostgreSQL, which starts and answers with half the work of the embedded database; who sets a server up
 * in a test has the embedded one, as on the first start. Cookies know no port, so the session fits every copy's address.
 */
export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  // What is open when a step fails is closed by it, else at the end.
  await using open = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'atelier-e2e-template-'))
  open.defer(() => rmSync(folder, { recursive: true, force: true }))
  const dataDir = join(folder, 'data')
  const postgres = await startPostgres()
  open.defer(() => postgres.stop())
  process.env.ATELIER_TEMPLATE = folder
  process.env.ATELIER_TEMPLATE_DATABASE = postgres.url('template')
  await execute(postgres.url('postgres'), 'CREATE DATABASE template')
  const server = await startServer({
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.url('template'),
    LOG_LEVEL: 'warn',
  })
  open.defer(() => server.kill('SIGTERM'))
  const browser = await chromium.launch(config.projects[0]?.use.launchOptions)
  open.defer(() => browser.close())
  const page = await browser.newPage()
  await setUp(page, server.url)
  await page.context().storageState({ path: join(folder, 'session.json') })
  await browser.close()
  await server.kill('SIGTERM')
  const kept = open.move()
  return () => kept.disposeAsync()
}
