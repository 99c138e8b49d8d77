import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { setUp } from '#tests/e2e/steps.ts'
import { seedImages } from '#tests/setup/many-images.ts'
import { startServer } from '#tests/setup/server-process.ts'
import { layouts } from './bench/layouts.ts'
import { watchTasks } from './bench/long-tasks.ts'
import { buildIfNeeded } from './build.ts'
import { findBrowser } from './test/browser.ts'

// npm run bench:wall: the gallery of 100,000 images in Chromium, from end to end: by wheel, by its scrollbar, by the
// dates beside it. Says how long the main thread was held, how many pictures were drawn at once, how many requests
// there were, what the layout takes and how much the heap grew. Prints JSON. Aims: no task over 60 ms, at most 80
// pictures, layout within 10 ms, at most 60 MB more.

const images = Number(process.env.IMAGES ?? 100_000)

declare global {
  interface Window {
    mostImages?: number
  }
}

const scrollerOf = (page: Page) => page.locator('main div.overflow-y-auto').first()

async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1_000_000
}

/** Does something to the page, and says what it took. */
async function watched(page: Page, run: () => Promise<void>) {
  let requests = 0
  const count = (request: { url: () => string }) => {
    if (/\/gallery\/?(?:outline)?\?/.test(request.url())) requests += 1
  }
  await page.evaluate(() => {
    window.mostImages = 0
    const look = () => {
      if (window.mostImages === undefined) return
      window.mostImages = Math.max(window.mostImages, document.images.length)
      requestAnimationFrame(look)
    }
    look()
  })
  page.on('request', count)
  const end = await watchTasks(page)
  const startedAt = performance.now()
  await run()
  await page.waitForTimeout(1_000)
  const blocked = await end()
  page.off('request', count)
  const mostImages = await page.evaluate(() => {
    const most = window.mostImages ?? 0
    delete window.mostImages
    return most
  })
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  return { ...blocked, mostImages, requests, seconds }
}

const isAtEnd = (page: Page) =>
  scrollerOf(page).evaluate((element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 2)

async function byWheel(page: Page): Promise<void> {
  await page.mouse.move(700, 500)
  while (!(await isAtEnd(page))) await page.mouse.wheel(0, 5_000)
}

/** As fast as a hand turns it: every picture on the way is looked at. */
async function byWheelSlowly(page: Page): Promise<void> {
  await page.mouse.move(700, 500)
  for (let turn = 0; turn < 300; turn++) {
    await page.mouse.wheel(0, 240)
    await page.waitForTimeout(16)
  }
}

const belowArrowPx = 25

/** The scrollbar's handle, taken at one end and brought to the other, and back. */
async function byBar(page: Page): Promise<void> {
  const box = await scrollerOf(page).boundingBox()
  if (!box) return
  const x = box.x + box.width - 6
  await page.mouse.move(x, box.y + belowArrowPx)
  await page.mouse.down()
  await page.mouse.move(x, box.y + box.height - 4, { steps: 150 })
  if (!(await isAtEnd(page))) throw new Error('The scrollbar was not taken.')
  await page.mouse.move(x, box.y + belowArrowPx, { steps: 60 })
  await page.mouse.up()
}

async function byDates(page: Page): Promise<void> {
  const slider = page.getByRole('slider', { name: 'Date' })
  const box = await slider.boundingBox()
  if (!box) return
  await page.mouse.move(box.x + box.width / 2, box.y + 4)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 4, { steps: 150 })
  await page.mouse.up()
  await slider.focus()
  for (let month = 0; month < 12; month++) {
    await page.keyboard.press('ArrowUp')
    await page.waitForTimeout(150)
  }
}

buildIfNeeded()
await using rest = new AsyncDisposableStack()
const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-'))
rest.defer(() => rmSync(dataDir, { recursive: true, force: true }))
const env = { DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
  ignoreDefaultArgs: ['--hide-scrollbars'],
})
rest.defer(() => browser.close())
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
page.setDefaultTimeout(60_000)
const first = await startServer(env)
await setUp(page, first.url)
await page.goto('about:blank')
await first.kill('SIGTERM')
await seedImages(dataDir, images, { minutesApart: 20 })
const server = await startServer({ ...env, PORT: new URL(first.url).port })
rest.defer(() => server.kill('SIGTERM'))

await page.goto(`${server.url}/t/northwind-studio/gallery`)
await page.getByRole('list', { name: 'Pictures' }).getByRole('img').first().waitFor()
const before = await heapMegabytes(page)
const opening = await watched(page, () => page.waitForTimeout(4_000))
const dates = await watched(page, () => byDates(page))
await page.keyboard.press('Home')
const bar = await watched(page, () => byBar(page))
const slowly = await watched(page, () => byWheelSlowly(page))
const wheel = await watched(page, () => byWheel(page))
const after = await heapMegabytes(page)
const heap = {
  beforeMB: Math.round(before),
  afterMB: Math.round(after),
  growthMB: Math.round(after - before),
}
console.log(JSON.stringify({ images, layout: layouts(), opening, dates, bar, slowly, wheel, heap }, null, 2))
