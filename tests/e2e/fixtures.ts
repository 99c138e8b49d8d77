import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import { editorIsThere } from './steps.ts'
import type { SharedServer, Studio } from './studio.ts'
import { startSharedServer, startStudio, templateFolder } from './studio.ts'

interface Fixtures {
  /** Whether the server is set up, and the browser signed in. */
  isSetUp: boolean
  /** How many images there are already, the newest ten hours old, each four of one generation. */
  seeded: number
  /** For what ends sessions, restarts the server, or changes what is the whole server's. */
  isOwn: boolean
  studio: Studio
  /** The owner's playground. */
  playground: Page
}

/**
 * A team of its own for each test, on a server from the built tree that a worker's tests share, with a stand-in that
 * the test controls as its upstream. A server of its own for what a shared one cannot be asked.
 */
export const test = base.extend<Fixtures, { shared: () => Promise<SharedServer> }>({
  isSetUp: [true, { option: true }],
  seeded: [0, { option: true }],
  isOwn: [false, { option: true }],
  storageState: async ({ isSetUp }, use) => use(isSetUp ? join(templateFolder(), 'session.json') : undefined),
  shared: [
    async ({}, use) => {
      let started: Promise<SharedServer> | undefined
      await use(() => (started ??= startSharedServer()))
      await (await started)?.end()
    },
    { scope: 'worker' },
  ],
  studio: async ({ isSetUp, seeded, isOwn, shared }, use) => {
    const studio =
      isSetUp && seeded === 0 && !isOwn
        ? await (await shared()).aStudio()
        : await startStudio(isSetUp, { seeded })
    await use(studio)
    await studio.end()
  },
  playground: async ({ page, studio }, use) => {
    await page.goto(`${studio.home}/playground`)
    await editorIsThere(page)
    await use(page)
  },
})

export { expect }
