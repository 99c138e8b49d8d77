import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FullConfig } from '@playwright/test'
import { chromium } from '@playwright/test'
import { startServer } from '../setup/server-process.ts'
import { setUp } from './steps.ts'

/**
 * Sets one server up by its own pages, and keeps its data and the browser's session: each test begins with a copy.
 * Cookies know no port, so the session fits every copy's address.
 */
export default async function globalSetup(config: FullConfig): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-e2e-template-'))
  const dataDir = join(folder, 'data')
  const server = await startServer({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' })
  const browser = await chromium.launch(config.projects[0]?.use.launchOptions)
  const page = await browser.newPage()
  await setUp(page, server.url)
  await page.context().storageState({ path: join(folder, 'session.json') })
  await browser.close()
  await server.kill('SIGTERM')
  process.env.ATELIER_TEMPLATE = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
