import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Cookie } from '@playwright/test'
import { chromium } from '@playwright/test'
import { v7 as uuid } from 'uuid'
import type { LoadedScript } from '#tests/e2e/first-load.ts'
import { firstLoad, kiloBytes } from '#tests/e2e/first-load.ts'
import { owner, setUp } from '#tests/e2e/steps.ts'
import { HttpClient } from '#tests/setup/http-client.ts'
import { startServer } from '#tests/setup/server-process.ts'
import { buildIfNeeded } from './build.ts'
import { serveEmptyPage } from './bench/empty-page.ts'
import type { Visit } from './bench/lighthouse.ts'
import { middle, visit } from './bench/lighthouse.ts'
import { madeOf } from './bench/made-of.ts'
import { findBrowser } from './test/browser.ts'

// npm run bench:web: what the pages weigh and how fast they are on a phone, beside an empty page of the same Next.js,
// in turn. Prints JSON. `-- --rounds 1` visits each page once by Lighthouse (usually 5 times), 0 not at all;
// `-- --only share` visits a link to fifteen pictures alone.

const flag = process.argv.indexOf('--rounds')
const rounds = flag === -1 ? 5 : Number(process.argv[flag + 1])

const onlyFlag = process.argv.indexOf('--only')
const only = onlyFlag === -1 ? null : process.argv[onlyFlag + 1]
const imagesEach = only === 'share' ? 3 : 1

const prompts = [
  'A lighthouse in fog',
  'A bowl of figs',
  'A paper crane',
  'A tiled courtyard',
  'A heron at dawn',
]

interface Measured {
  url: string
  dist: string
  scripts: LoadedScript[]
  /** Of the session. */
  cookies: Cookie[]
  visits: Visit[]
}

const round1 = (value: number) => Math.round(value * 10) / 10

function report({ scripts, dist, visits }: Measured, emptyKb: number) {
  const largest = scripts.toSorted((a, b) => b.gzipBytes - a.gzipBytes)
  return {
    kB: round1(kiloBytes(scripts)),
    aboveEmptyKb: round1(kiloBytes(scripts) - emptyKb),
    lighthouse: visits.length > 0 ? middle(visits) : null,
    scripts: largest.map(({ file, gzipBytes }) => ({
      kB: round1(gzipBytes / 1000),
      madeOf: madeOf(file, dist),
    })),
  }
}

/** A browser that has never been anywhere loads the page. */
async function load(browser: Browser, url: string, cookies: Cookie[] = []): Promise<LoadedScript[]> {
  const context = await browser.newContext()
  await context.addCookies(cookies)
  const scripts = await firstLoad(await context.newPage(), url)
  await context.close()
  return scripts
}

async function makePictures(context: BrowserContext): Promise<void> {
  const [page] = context.pages()
  if (!page) throw new Error('There is no page to make pictures in.')
  for (const prompt of prompts) {
    await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
    await page.getByRole('spinbutton', { name: 'Images' }).fill(String(imagesEach))
    await page.getByRole('button', { name: new RegExp(`^Generate ${imagesEach} · `) }).click()
    await page
      .getByRole('img', { name: prompt, exact: true })
      .nth(imagesEach - 1)
      .waitFor()
  }
}

// With source maps, which say what a script is made of.
process.env.SOURCE_MAPS = '1'
buildIfNeeded()
const dist = '.next'
/** What is to be ended and removed, the last first, whatever happens. */
await using rest = new AsyncDisposableStack()

const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-'))
rest.defer(() => rmSync(dataDir, { recursive: true, force: true }))
const empty = await serveEmptyPage(process.cwd())
rest.defer(() => empty.close())
const server = await startServer({
  DATA_DIR: dataDir,
  LOG_LEVEL: 'warn',
  SOURCE_MAPS: '1',
  STANDIN_LATENCY_MS: '100',
})
rest.defer(() => server.kill('SIGTERM'))
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
})
rest.defer(() => browser.close())
const context = await browser.newContext()

async function measured(url: string, cookies: Cookie[] = []): Promise<Measured> {
  return { url, dist, scripts: await load(browser, url, cookies), cookies, visits: [] }
}

// It is there only before the studio is, and so is not visited in turn.
const setUpPage = await measured(`${server.url}/setup`)
await setUp(await context.newPage(), server.url)
await makePictures(context)
/** A link to all of them, as a stranger opens it. */
async function makeLink(): Promise<string> {
  const client = new HttpClient(server.url)
  await client.act('auth.signInWithPassword', [{ email: owner.email, password: owner.password }])
  const { text } = await client.ask('/api/t/northwind-studio/gallery?scope=mine&limit=100')
  const images = [...text.matchAll(/"id":"([^"]+)","generationId"/g)].map(([, id]) => id)
  const asked = {
    source: { kind: 'selection', selection: { images } },
    title: 'Harbour mornings, second round',
  }
  const note = 'Twelve directions for the spring campaign. Stars are ours; tell us yours.'
  const shows = { showPrompts: true, showParameters: true, showStars: true, showNames: false }
  const switches = { ...shows, allowDownload: true, allowRemix: true }
  const made = await client.act('shares.shareImages', [
    { team: 'northwind-studio', id: uuid(), ...asked, note, switches },
  ])
  const path = /"path":"([^"]+)"/.exec(made.text)?.[1]
  if (path === undefined) throw new Error(`There is no link: ${made.text}`)
  return server.url + path
}

const link = await makeLink()
// Not those that say how wide the last window was: a visit is a first one.
const session = (await context.cookies()).filter(({ httpOnly }) => httpOnly)
const team = `${server.url}/t/northwind-studio`
const pages: Record<string, Measured> = {
  empty: { ...(await measured(empty.url)), dist: empty.dist },
  share: await measured(link),
  signIn: await measured(`${server.url}/sign-in`),
  gallery: await measured(`${team}/gallery`, session),
  playground: await measured(`${team}/playground`, session),
}
await context.close()

for (let round = 1; round <= rounds; round++) {
  for (const [name, page] of Object.entries(pages)) {
    if (only !== null && only !== name) continue
    const visited = await visit(page.url, page.cookies)
    console.error(`${round} of ${rounds}, ${name}: ${visited.performance}`)
    page.visits.push(visited)
  }
}

const emptyKb = kiloBytes(pages.empty?.scripts ?? [])
const reports = Object.entries({ ...pages, setUp: setUpPage }).map(([name, page]) => [
  name,
  report(page, emptyKb),
])
console.log(JSON.stringify(Object.fromEntries(reports), null, 2))
