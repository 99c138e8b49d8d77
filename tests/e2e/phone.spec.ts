import type { Page } from '@playwright/test'
import { devices } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { expectPrompt, promptsSent, write } from './steps.ts'

/** Without the browser, which would ask for a worker of its own. */
const { defaultBrowserType: _phone, ...phone } = devices['Pixel 7']

test.use({ ...phone, viewport: { width: 390, height: 844 } })

/** Opens a way to make many, by touch. */
async function many(page: Page, way: string) {
  await page.getByRole('button', { name: 'Many', exact: true }).tap()
  await page.getByRole('menuitem', { name: way }).tap()
  return page.getByRole('dialog', { name: way })
}

async function expectFits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
}

test('variables and alternatives are filled in, looked at and made', async ({ playground: page, studio }) => {
  await write(page, 'A {{animal=cat}} at {dawn|dusk}')
  await page.getByRole('group', { name: 'Variables' }).getByRole('textbox', { name: 'animal' }).fill('heron')
  const show = page.getByRole('button', { name: 'show', exact: true })
  await show.tap()
  await expect(page.getByRole('list', { name: 'Expansions' }).getByRole('listitem')).toHaveText([
    'A heron at dawn',
    'A heron at dusk',
  ])
  await show.tap()
  await page.getByRole('button', { name: 'Generate 2 · $0.06' }).tap()
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(2)
  expect(promptsSent(studio)).toEqual(['A heron at dawn', 'A heron at dusk'])
})

test('a matrix is planned, run and looked at', async ({ playground: page }) => {
  await write(page, 'A quay')
  const dialog = await many(page, 'Matrix')
  await dialog.getByRole('combobox', { name: 'Axis 1' }).selectOption('Aspect ratio')
  for (const ratio of ['1:1', '3:4']) await dialog.getByText(ratio, { exact: true }).tap()
  await expect(dialog.getByRole('status')).toContainText('2 cells, 2 images · about $0.06')
  await dialog.getByRole('button', { name: 'Run' }).tap()
  await page.waitForURL('**/batches/*')
  await expect(page.getByText('2 cells · 2 done')).toBeVisible()
  await expect(page.getByRole('table').getByRole('img')).toHaveCount(2)
  await expectFits(page)
})

test('presets and code are in the sheet of parameters', async ({ playground: page }) => {
  await write(page, 'A kite')
  await page.getByRole('button', { name: 'Parameters' }).tap()
  const sheet = page.getByRole('dialog', { name: 'Parameters' })
  await sheet.getByRole('spinbutton', { name: 'Images' }).fill('2')
  await sheet.getByRole('button', { name: 'Presets' }).tap()
  await page.getByRole('button', { name: 'Save as a preset' }).tap()
  const saving = page.getByRole('dialog', { name: 'Save as a preset' })
  await saving.getByRole('textbox', { name: 'Name' }).fill('Pairs')
  await saving.getByRole('button', { name: 'Save' }).tap()
  await expect(saving).toHaveCount(0)
  await sheet.getByRole('button', { name: 'Code', exact: true }).tap()
  const code = page.getByRole('dialog', { name: 'Code' })
  await expect(code.getByLabel('The program')).toContainText('"n": 2')
  await code.getByRole('button', { name: 'Close' }).tap()
  await sheet.getByRole('button', { name: 'Presets' }).tap()
  await expect(page.getByRole('button', { name: 'Pairs', exact: true })).toBeVisible()
})

test('prompts are pasted as a file, planned, run and looked at', async ({ playground: page, studio }) => {
  const dialog = await many(page, 'From a file')
  await dialog.getByRole('textbox', { name: 'Lines' }).fill('prompt,n\nA mill,1\nA kite,eleven\nA weir,2')
  await expect(dialog.getByText(/^Line 3:/)).toBeVisible()
  await expect(dialog.getByRole('status')).toContainText('2 cells, 3 images · about $0.09')
  await expectFits(page)
  await expectNoBarriers(page, 'from a file, pasted', ['phone'])
  await dialog.getByRole('button', { name: 'Run' }).tap()
  await page.waitForURL('**/batches/*')
  await expect(page.getByText('2 rows · 2 done')).toBeVisible()
  expect(promptsSent(studio)).toEqual(['A mill', 'A weir'])
  await expectFits(page)
  await expectNoBarriers(page, 'rows of a file', ['phone'])
  await page.getByRole('link', { name: 'A weir' }).first().tap()
  const lightbox = page.getByRole('dialog', { name: 'Picture' })
  await expect(lightbox.getByRole('img', { name: 'A weir' })).toBeVisible()
  await lightbox.getByRole('button', { name: 'Close' }).tap()
  await expect(lightbox).toHaveCount(0)
})

test('several models are chosen, run and looked at side by side', async ({ playground: page, studio }) => {
  await write(page, 'A lighthouse')
  const dialog = await many(page, 'Several models')
  await dialog.getByRole('checkbox', { name: /^Imagen 4 / }).tap()
  await expect(dialog.getByRole('status')).toContainText('2 cells, 2 images')
  await expectFits(page)
  await expectNoBarriers(page, 'several models, chosen', ['phone'])
  await dialog.getByRole('button', { name: 'Run' }).tap()
  await page.waitForURL('**/batches/*')
  await expect(page.getByText('2 requests · 2 done')).toBeVisible()
  await expect(page.getByRole('img', { name: 'A lighthouse' })).toHaveCount(2)
  await expect(page.getByRole('main').getByRole('listitem')).toContainText([
    'Imagen 3.0 Generate 002',
    'Imagen 4',
  ])
  await expectFits(page)
  await expectNoBarriers(page, 'one prompt on several models', ['phone'])
  expect(studio.standin.control.bill().images).toBe(2)
})

test('a better prompt is asked for, compared, taken, and taken back', async ({ playground: page }) => {
  await write(page, 'A {{animal=heron}} by the water')
  await page.getByRole('button', { name: 'Improve' }).tap()
  const dialog = page.getByRole('dialog', { name: 'A better prompt' })
  await expect(dialog.getByRole('button', { name: 'Use it' })).toBeVisible()
  await expectFits(page)
  await expectNoBarriers(page, 'a better prompt on a phone', ['phone'])
  await dialog.getByRole('button', { name: 'Use it' }).tap()
  await expectPrompt(page, /\{\{animal=heron\}\} by the water, /)
  await page.getByRole('button', { name: 'Undo' }).tap()
  await expectPrompt(page, 'A {{animal=heron}} by the water')
})
