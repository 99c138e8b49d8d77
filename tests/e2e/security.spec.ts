import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectPrompt, owner, setUp, signIn, signOut, write } from './steps.ts'

test.use({ isOwn: true })

/** What the browser refused, on every page that this tab shows. */
async function watchPolicy(page: Page): Promise<string[]> {
  const violations: string[] = []
  page.on('console', (message) => {
    if (/content security policy|violates|refused to/i.test(message.text())) violations.push(message.text())
  })
  await page.exposeFunction('sayViolation', (text: string) => violations.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const text = `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} on ${location.pathname}`
      const say: unknown = Reflect.get(globalThis, 'sayViolation')
      if (typeof say === 'function') Reflect.apply(say, null, [text])
    })
  })
  return violations
}

test.describe('on a new server', () => {
  test.use({ isSetUp: false })

  test('no page does what the policy forbids: set-up, playground, a picture, what is missing, sign-out, sign-in', async ({
    page,
    studio,
  }) => {
    const violations = await watchPolicy(page)
    await setUp(page, studio.url)
    await page.getByRole('button', { name: /^Model: / }).click()
    await page.getByRole('option', { name: /^Imagen 4 / }).click()
    await page.getByRole('button', { name: 'Model: Imagen 4' }).click()
    await page.getByRole('option', { name: /^Imagen 3.0 Generate 002/ }).click()
    await write(page, 'A slow harbour [[slow:2500]]')
    await page.getByRole('button', { name: /^Generate/ }).click()
    const results = page.getByRole('list', { name: 'Results' })
    await expect(results.getByText('Working')).toBeVisible()
    await results.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Keep waiting' }).click()
    const picture = results.getByRole('img').first()
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
    await page.reload()
    await expect(results.getByRole('img')).toHaveCount(1)
    for (const missing of ['/nothing/here', '/t/not-a-team/playground', '/t/northwind-studio/nothing']) {
      await page.goto(studio.url + missing)
      await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
    }
    await page.goto(studio.url)
    await signOut(page)
    await signIn(page, studio.url)
    expect(violations).toEqual([])
  })
})

test('the policy is really held: what gets into a page does not run', async ({
  playground: page,
  studio,
}) => {
  const attack = `
    <script>globalThis.broken = 'element'</script>
    <script src="https://elsewhere.example/a.js"></script>
    <img src="https://elsewhere.example/a.png" onerror="globalThis.broken = 'attribute'">
    <style>body { color: rgb(1, 2, 3) }</style>
    <base href="https://elsewhere.example/">
    <iframe src="https://elsewhere.example/"></iframe>
    <object data="https://elsewhere.example/"></object>`
  await page.route('**/playground', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace('<body>', `<body>${attack}`) })
  })
  await page.addInitScript(() => {
    const heard = new Set<string>()
    document.addEventListener('securitypolicyviolation', (event) => {
      heard.add(event.effectiveDirective)
      document.documentElement.dataset['heard'] = [...heard].toSorted((a, b) => (a < b ? -1 : 1)).join(' ')
    })
  })
  await page.goto(`${studio.home}/playground`)
  const refused = 'base-uri frame-src img-src object-src script-src-attr script-src-elem style-src-elem'
  await expect(page.locator('html')).toHaveAttribute('data-heard', refused)
  expect(await page.evaluate(() => Reflect.has(globalThis, 'broken'))).toBe(false)
  expect(await page.evaluate(() => getComputedStyle(document.body).color)).not.toBe('rgb(1, 2, 3)')
})

test('a picture opens in a tab of its own, and can do nothing there', async ({
  playground: page,
  studio,
}) => {
  await page.getByRole('button', { name: /^Generate/ }).click()
  const picture = page.getByRole('list', { name: 'Results' }).getByRole('img').first()
  await expect(picture).toBeVisible()
  const id = /images\/([0-9a-f-]{36})\//.exec((await picture.getAttribute('src')) ?? '')?.[1]
  const tab = await page.context().newPage()
  const violations = await watchPolicy(tab)
  const answer = await tab.goto(`${studio.url}/api/t/northwind-studio/images/${id}/original`)
  expect(answer?.headers()['content-security-policy']).toContain('sandbox')
  const shown = tab.locator('img')
  await expect(shown).toBeVisible()
  expect(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  expect(violations).toEqual([])
})

test('signing out takes everything along that this browser kept: the draft, the pictures, what the tab remembered', async ({
  playground: page,
  studio,
}) => {
  await write(page, 'Nobody else shall read this')
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBeGreaterThan(0)
  await page.evaluate(() => Reflect.set(globalThis, 'remembered', true))
  await signOut(page)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(owner.email)
  expect(
    await page.evaluate(() => ({
      kept: localStorage.length,
      remembered: Reflect.has(globalThis, 'remembered'),
    })),
  ).toEqual({ kept: 0, remembered: false })
  await signIn(page, studio.url)
  await expectPrompt(page, /SWEET HARVEST/)
})

test('it does so where the browser does not listen to the header that asks for it', async ({
  playground: page,
}) => {
  // As browsers do on plain http, with a server that is not on the same machine.
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback()
    const answer = await route.fetch({ maxRedirects: 0 })
    const { 'clear-site-data': _ignored, ...headers } = answer.headers()
    return route.fulfill({ response: answer, headers })
  })
  await write(page, 'Nobody else shall read this')
  await expect.poll(() => page.evaluate(() => localStorage.length)).toBeGreaterThan(0)
  await signOut(page)
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
})

test("a form on somebody else's page signs nobody out and starts nothing", async ({
  playground: page,
  studio,
}) => {
  await page.getByRole('button', { name: /^Generate/ }).click()
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(1)
  const elsewhere = await page.context().newPage()
  await elsewhere.goto('data:text/html,<title>Elsewhere</title>')
  const target = `${studio.home}/playground`
  await elsewhere.setContent(`<form method="post" action="${target}"><button>Win</button></form>`)
  const answer = elsewhere.waitForResponse((response) => response.request().method() === 'POST')
  await elsewhere.getByRole('button', { name: 'Win' }).click()
  expect((await answer).status()).toBe(403)
  await expect(elsewhere.getByText('nothing was done')).toBeVisible()
  expect(studio.standin.control.bill().images).toBe(1)
})
