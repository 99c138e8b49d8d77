import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, loadavg, setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { setUp } from '#tests/e2e/steps.ts'
import { startServer } from '#tests/setup/server-process.ts'
import { watchTasks } from './bench/long-tasks.ts'
import { buildIfNeeded } from './build.ts'
import { findBrowser } from './test/browser.ts'

// npm run bench:playground: how long the browser's main thread is held while somebody types with 200 results on the
// page, and while a matrix of 10 × 10 fills. Prints JSON. No task should take more than 50 ms: by the clock on a quiet
// machine (`load` says whether it was one), by the processor on any.

const rounds = 3
const rows = 200
const sentence = 'A {{animal=heron}} at dawn over still water, {red|blue} reeds, fine grain '

const promptOf = (page: Page) => page.getByRole('textbox', { name: 'Prompt' })
const resultsOf = (page: Page) => page.getByRole('list', { name: 'Results' })

async function makeRows(page: Page): Promise<void> {
  for (let row = 1; row <= rows; row++) {
    await promptOf(page).fill(`A still life, number ${row}`)
    await page.getByRole('button', { name: /^Generate 1/ }).click()
    // A press within half a second of the same wish is a double click; these are different wishes.
    if (row % 20 === 0)
      await page.getByRole('img', { name: `A still life, number ${row}`, exact: true }).waitFor()
  }
}

async function showAll(page: Page): Promise<void> {
  await page.reload()
  const items = resultsOf(page).getByRole('listitem')
  await items.first().waitFor()
  while ((await items.count()) < rows) {
    const before = await items.count()
    await page.getByRole('button', { name: 'Show older' }).click()
    await items.nth(before).waitFor()
  }
}

async function typing(page: Page) {
  await promptOf(page).fill('')
  await page.waitForTimeout(1_000)
  const end = await watchTasks(page)
  await promptOf(page).pressSequentially(sentence, { delay: 40 })
  await page.waitForTimeout(500)
  return end()
}

/** Of values that no round before had: what exists is reused, and would be nothing to watch. */
async function matrix(page: Page, playground: string, round: number) {
  await page.goto(playground)
  await promptOf(page).fill('A {{animal=cat}} beside a {{thing=chair}}')
  await page.getByRole('button', { name: 'Many', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Matrix' }).click()
  const dialog = page.getByRole('dialog', { name: 'Matrix' })
  const ten = (word: string) =>
    Array.from({ length: 10 }, (_, index) => `${word} ${round}.${index + 1}`).join('\n')
  await dialog.getByRole('combobox', { name: 'Axis 1' }).selectOption('{{animal}}')
  await dialog.getByRole('textbox', { name: 'Values of {{animal}}' }).fill(ten('cat'))
  await dialog.getByRole('button', { name: 'Add an axis' }).click()
  await dialog.getByRole('combobox', { name: 'Axis 2' }).selectOption('{{thing}}')
  await dialog.getByRole('textbox', { name: 'Values of {{thing}}' }).fill(ten('chair'))
  await dialog.getByRole('button', { name: 'Run' }).click()
  await page.waitForURL('**/batches/*')
  await page.getByRole('table').waitFor()
  const end = await watchTasks(page)
  await page.getByText('100 cells · 100 done').waitFor({ timeout: 120_000 })
  await page.waitForTimeout(1_000)
  return end()
}

buildIfNeeded()
/** How many wanted a processor, over the last minute. */
const loadNow = () => loadavg()[0]?.toFixed(2)
const before = loadNow()
await using rest = new AsyncDisposableStack()
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
})
rest.defer(() => browser.close())
// Whoever looks at the page has a machine of their own: what serves it gives way to the browser here, and keeps to one
// core where that can be said.
setPriority(constants.priority.PRIORITY_LOW)
spawnSync('taskset', ['--all-tasks', '--pid', '--cpu-list', '0', String(process.pid)])
const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-'))
rest.defer(() => rmSync(dataDir, { recursive: true, force: true }))
const server = await startServer({ DATA_DIR: dataDir, LOG_LEVEL: 'warn', STANDIN_LATENCY_MS: '50' })
rest.defer(() => server.kill('SIGTERM'))
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
page.setDefaultTimeout(60_000)
await setUp(page, server.url)
const playground = page.url()

const matrices = []
for (let round = 0; round < rounds; round++) matrices.push(await matrix(page, playground, round))
await page.goto(playground)
await makeRows(page)
await showAll(page)
const typed = []
for (let round = 0; round < rounds; round++) typed.push(await typing(page))
const load = { before, after: loadNow() }
console.log(JSON.stringify({ load, matrixOf100: matrices, typingWith200Results: typed }, null, 2))
