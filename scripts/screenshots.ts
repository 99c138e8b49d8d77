import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import sharp from 'sharp'
import { startStandin } from '#standin/server.ts'
import { setUp } from '#tests/e2e/steps.ts'
import { startServer } from '#tests/setup/server-process.ts'
import { findBrowser } from './test/browser.ts'

// npm run screenshots: makes the README's pictures again, of the real product in a real browser. What is in them the
// stand-in draws, slowly enough to be caught at work.

const folder = 'docs/images'
const usualMs = 3_000

interface Wish {
  prompt: string
  ratio: string
  images: number
}

/** Landscapes, for that is what the stand-in can draw, in the colours that their words ask for. */
const wishes: Wish[] = [
  { prompt: 'Wine label: plum-coloured terraces under the first stars', ratio: '1:1', images: 4 },
  {
    prompt: 'Packaging for a coffee roaster: warm brown hills, low sun, soft grain',
    ratio: '4:3',
    images: 2,
  },
  { prompt: 'Poster for a summer festival: dunes, one large sun, room for type', ratio: '3:4', images: 4 },
  { prompt: 'Ski campaign: quiet ridges in fresh snow, pale and wide', ratio: '16:9', images: 2 },
  { prompt: 'Perfume launch: rose hills, matte, powdery light', ratio: '3:4', images: 3 },
  { prompt: 'Album cover for an ambient record: hills at midnight', ratio: '1:1', images: 3 },
  {
    prompt: 'Hotel brochure: dusk over the vineyards, the last light low on the hills',
    ratio: '16:9',
    images: 2,
  },
  {
    prompt:
      'Hero image for an architecture practice: forest ridges one behind the other, a pale sun, calm and deep, with room for a headline on the left',
    ratio: '16:9',
    images: 4,
  },
]

const underWay: Wish = {
  prompt: 'Website of a lake spa: teal ridges above still water, early light, very quiet',
  ratio: '16:9',
  images: 4,
}

async function write(page: Page, { prompt, ratio, images }: Wish): Promise<Locator> {
  const panel = page.getByRole('region', { name: 'Parameters' })
  await panel.getByRole('spinbutton', { name: 'Images' }).fill(String(images))
  await panel.getByRole('radio', { name: ratio }).check({ force: true })
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
  const button = page.getByRole('button', { name: new RegExp(`^Generate ${images} · `) })
  await button.waitFor()
  return button
}

/** When nothing is on its way any more. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)))
  })
  await page.waitForTimeout(400)
}

/** The page as it stands, by day and by night. */
async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await atRest(page)
    const file = join(folder, `${name}-${colorScheme}.webp`)
    await sharp(await page.screenshot())
      .webp({ quality: 80, effort: 6, smartSubsample: true })
      .toFile(file)
    console.log(file)
  }
}

const desk = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1.5 }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

async function open(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...options, locale: 'en-GB', reducedMotion: 'reduce' })
  return context.newPage()
}

mkdirSync(folder, { recursive: true })
/** What is to be ended and removed, the last first, whatever happens. */
await using rest = new AsyncDisposableStack()
const dataDir = mkdtempSync(join(tmpdir(), 'atelier-screenshots-'))
rest.defer(() => rmSync(dataDir, { recursive: true, force: true }))
const standin = await startStandin({ latencyMs: usualMs })
rest.defer(() => standin.close())
const server = await startServer({
  DATA_DIR: dataDir,
  LOG_LEVEL: 'warn',
  LUMENFALL_BASE_URL: standin.baseUrl,
  LUMENFALL_API_KEY: standin.apiKey,
})
rest.defer(() => server.kill('SIGKILL'))
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
})
rest.defer(() => browser.close())

const page = await open(browser, desk)
await page.goto(server.url)
await take(page, 'set-up')
await setUp(page, server.url)
const playground = page.url()
for (const wish of wishes) {
  await (await write(page, wish)).click()
  const pictures = page.getByRole('list', { name: 'Results' }).getByRole('img', { name: wish.prompt })
  await pictures.nth(wish.images - 1).waitFor()
}
await page.goto(playground.replace('playground', 'gallery'))
await take(page, 'gallery')
await page
  .getByRole('img', { name: /Hotel brochure/ })
  .first()
  .click()
await page.getByRole('complementary').waitFor()
await take(page, 'lightbox')

const small = await open(browser, { ...phone, storageState: await page.context().storageState() })
await small.goto(playground)
await take(small, 'phone')

await page.goto(playground)
const generate = await write(page, underWay)
standin.control.change({ latencyMs: 120_000 })
await generate.click()
await page
  .getByText('Cancel')
  .or(page.getByRole('button', { name: 'Cancel' }))
  .first()
  .waitFor()
await page.waitForTimeout(usualMs)
await take(page, 'playground')
