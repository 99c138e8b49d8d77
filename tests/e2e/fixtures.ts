import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import type { Standin } from '#standin/server.ts'
import { startStandin } from '#standin/server.ts'
import { seedImages } from '../setup/many-images.ts'
import { startServer } from '../setup/server-process.ts'
import { editorIsThere } from './steps.ts'

export interface Studio {
  url: string
  standin: Standin
  /** Kills it, and starts it again with the same data on the same address. */
  restart(): Promise<void>
}

interface Fixtures {
  /** Whether the server is set up, and the browser signed in. */
  isSetUp: boolean
  /** How many images there are already, the newest ten hours old, each four of one generation. */
  seeded: number
  studio: Studio
  /** The owner's playground. */
  playground: Page
}

const template = () => process.env.ATELIER_TEMPLATE ?? ''

/** A server of its own for each test, from the built tree, with a stand-in that the test controls as its upstream. */
export const test = base.extend<Fixtures>({
  isSetUp: [true, { option: true }],
  seeded: [0, { option: true }],
  storageState: async ({ isSetUp }, use) => use(isSetUp ? join(template(), 'session.json') : undefined),
  studio: async ({ isSetUp, seeded }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'atelier-e2e-'))
    if (isSetUp) cpSync(join(template(), 'data'), dataDir, { recursive: true })
    if (seeded > 0) await seedImages(dataDir, seeded)
    const standin = await startStandin()
    const upstream = {
      LUMENFALL_BASE_URL: standin.baseUrl,
      LUMENFALL_API_KEY: standin.apiKey,
      LUMENFALL_EDIT_DRY_RUN: 'on',
      IMPROVE_MODEL: 'google/gemini-3-flash-preview',
    }
    const env = { DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...upstream }
    let server = await startServer(env)
    const { url } = server
    const restart = async () => {
      await server.kill('SIGKILL')
      server = await startServer({ ...env, PORT: new URL(url).port })
    }
    await use({ url, standin, restart })
    await server.kill('SIGKILL')
    await standin.close()
    rmSync(dataDir, { recursive: true, force: true })
  },
  playground: async ({ page, studio }, use) => {
    await page.goto(`${studio.url}/t/northwind-studio/playground`)
    await editorIsThere(page)
    await use(page)
  },
})

export { expect }
