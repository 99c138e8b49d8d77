import { expect, test } from './fixtures.ts'
import { expectPrompt, signIn, write } from './steps.ts'

test('the panel is drawn from the schema, the price follows it, and what is set aside says so', async ({
  playground: page,
}) => {
  const panel = page.getByRole('region', { name: 'Parameters' })
  await panel.getByRole('spinbutton', { name: 'Images' }).fill('4')
  await expect(page.getByRole('button', { name: 'Generate 4 · $0.12' })).toBeEnabled()
  await panel.getByRole('radio', { name: '16:9' }).check({ force: true })
  await panel.getByRole('combobox', { name: 'Size' }).fill('1024x1024')
  await expect(panel.getByText('set aside: size decides')).toHaveCount(2)
  await panel.getByRole('button', { name: 'Use aspect ratio instead of size' }).click()
  await expect(panel.getByRole('radio', { name: '16:9' })).toBeChecked()
  await page.getByRole('button', { name: /^Generate 4/ }).click()
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(4)
})

test('a value out of range is said where it stands, and cannot be sent', async ({ playground: page }) => {
  const panel = page.getByRole('region', { name: 'Parameters' })
  await panel.getByRole('spinbutton', { name: 'Images' }).fill('11')
  await expect(panel.getByText('Images must be at most 10.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Generate/ })).toBeDisabled()
  await panel.getByRole('button', { name: 'Reset Images' }).click()
  await expect(page.getByRole('button', { name: 'Generate 1 · $0.03' })).toBeEnabled()
  await write(page, '   ')
  await expect(page.getByRole('button', { name: /^Generate/ })).toBeDisabled()
})

test('another model brings its own parameters, without a line of code for it', async ({
  playground: page,
}) => {
  const panel = page.getByRole('region', { name: 'Parameters' })
  await expect(panel.getByText('Seed')).toHaveCount(0)
  await page.getByRole('button', { name: 'Model: Imagen 3.0 Generate 002' }).click()
  await page.getByRole('combobox', { name: 'Search models' }).fill('imagen 4')
  await page.getByRole('option', { name: /^Imagen 4 / }).click()
  await expect(panel.getByRole('spinbutton', { name: 'Seed' })).toBeVisible()
  await expect(panel.getByRole('textbox', { name: 'Negative prompt' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Generate 1 · $0.04' })).toBeEnabled()
})

test('a model that is on its way is waited for: nothing is paid for another one', async ({
  playground: page,
  studio,
}) => {
  const held: (() => void)[] = []
  await page.route('**/models/imagen-4**', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    return route.continue()
  })
  await page.getByRole('button', { name: 'Model: Imagen 3.0 Generate 002' }).click()
  await page.getByRole('combobox', { name: 'Search models' }).fill('imagen 4')
  await page.getByRole('option', { name: /^Imagen 4 / }).click()
  await expect.poll(() => held.length).toBeGreaterThan(0)
  await expect(page.getByRole('button', { name: /^Generate/ })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Prompt' }).press('ControlOrMeta+Enter')
  for (const release of held) release()
  await page.getByRole('button', { name: 'Generate 1 · $0.04' }).click()
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(1)
  expect(studio.standin.control.bill().requests.map(({ model }) => model)).toEqual([
    'imagen-4.0-generate-001',
  ])
})

test('each way to fail says what happened, what it cost, and what to do', async ({ playground: page }) => {
  const prompt = page.getByRole('textbox', { name: 'Prompt' })
  const results = page.getByRole('list', { name: 'Results' })
  const cases: [string, string][] = [
    [
      '[[all-filtered]]',
      'The provider filtered it: violence in the picture (support code 56562880). It cost nothing.',
    ],
    ['[[error:RATE_LIMITED]]', 'The upstream has too much to do. It cost nothing.'],
    ['[[reset-after-billing]]', 'It was billed, and the pictures cannot be had again. It cost $0.03.'],
  ]
  for (const [words, sentence] of cases) {
    await prompt.fill(`A lighthouse ${words}`)
    await page.getByRole('button', { name: /^Generate/ }).click()
    await expect(results.getByText(sentence)).toBeVisible()
  }
  await expect(results.getByRole('button', { name: 'Retry' })).toHaveCount(3)
})

test('retry makes another attempt in the same row', async ({ playground: page, studio }) => {
  studio.standin.control.addFault({ fault: 'error', argument: 'ALL_PROVIDERS_EXHAUSTED', times: 1 })
  await page.getByRole('button', { name: /^Generate/ }).click()
  const results = page.getByRole('list', { name: 'Results' })
  await results.getByRole('button', { name: 'Retry' }).click()
  await expect(results.getByRole('img')).toHaveCount(1)
  await expect(results.getByRole('listitem')).toHaveCount(1)
})

test('cancelling what was sent says that it runs on, and folds what comes', async ({ playground: page }) => {
  await write(page, 'A slow harbour [[slow:1500]]')
  await page.getByRole('button', { name: /^Generate/ }).click()
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByText('Working')).toBeVisible()
  await results.getByRole('button', { name: 'Cancel' }).click()
  const dialog = page.getByRole('dialog', { name: 'Stop waiting' })
  await expect(dialog).toContainText('is charged')
  await dialog.getByRole('button', { name: 'Stop waiting' }).click()
  await expect(results.getByText('Stopped waiting; what comes is kept')).toBeVisible()
  await expect(results.getByText('Arrived after cancel: show what came')).toBeVisible()
})

test('what one tab makes appears in the other', async ({ playground: page, context }) => {
  const other = await context.newPage()
  await other.goto(page.url())
  await write(page, 'Seen from two tabs')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await expect(
    other.getByRole('list', { name: 'Results' }).getByRole('img', { name: 'Seen from two tabs' }),
  ).toBeVisible()
})

test('a double click is two requests only if the person means two', async ({ playground: page, studio }) => {
  await page.getByRole('button', { name: 'Generate 1 · $0.03' }).dblclick()
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByRole('img').first()).toBeVisible()
  await expect(results.getByRole('listitem')).toHaveCount(1)
  expect(studio.standin.control.bill().images).toBe(1)
})

test('pressed again because no answer came, it is still one request, and paid once', async ({
  playground: page,
  studio,
}) => {
  let isLost = false
  await page.route('**/playground', async (route) => {
    if (isLost || route.request().method() !== 'POST') return route.fallback()
    isLost = true
    // The server has it; what it says never arrives.
    await route.fetch()
    return route.abort()
  })
  const button = page.getByRole('button', { name: 'Generate 1 · $0.03' })
  await button.click()
  await expect(page.getByText('The server cannot be reached.')).toBeVisible()
  await button.click()
  await expect(page.getByText('The server cannot be reached.')).toHaveCount(0)
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByRole('img').first()).toBeVisible()
  await expect(results.getByRole('listitem')).toHaveCount(1)
  expect(studio.standin.control.bill().images).toBe(1)
})

test.describe('on a server of its own', () => {
  test.use({ isOwn: true })

  test('the draft survives a reload and an ended session', async ({ playground: page, studio }) => {
    await write(page, 'Half a thought')
    await page.reload()
    await expectPrompt(page, 'Half a thought')
    await page.context().clearCookies()
    await page.getByRole('button', { name: /^Generate/ }).click()
    await expect(
      page.getByText('Your session has ended. Sign in again; what you typed is still here.'),
    ).toBeVisible()
    await signIn(page, studio.url)
    await expectPrompt(page, 'Half a thought')
  })
})
