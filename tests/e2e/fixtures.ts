import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'
import { editorIsThere } from './steps.ts'
import type { Studio } from './studio.ts'
import { startStudio, templateFolder } from './studio.ts'

interface Fixtures {
  /** Whether the server is set up, and the browser signed in. */
  isSetUp: boolean
  /** How many images there are already, the newest ten hours old, each four of one generation. */
  seeded: number
  studio: Studio
  /** The owner's playground. */
  playground: Page
}

/** A server of its own for each test, from the built tree, with a stand-in that the test controls as its upstream. */
export const test = base.extend<Fixtures>({
  isSetUp: [true, { option: true }],
  seeded: [0, { option: true }],
  storageState: async ({ isSetUp }, use) => use(isSetUp ? join(templateFolder(), 'session.json') : undefined),
  studio: async ({ isSetUp, seeded }, use) => {
    const studio = await startStudio(isSetUp ? templateFolder() : null, seeded)
    await use(studio)
    await studio.end()
  },
  playground: async ({ page, studio }, use) => {
    await page.goto(`${studio.url}/t/northwind-studio/playground`)
    await editorIsThere(page)
    await use(page)
  },
})

export { expect }
