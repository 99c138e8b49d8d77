import { devices } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { promptsSent } from './steps.ts'

/** Without the browser, which would ask for a worker of its own. */
const { defaultBrowserType: _phone, ...phone } = devices['Pixel 7']

test.use({ ...phone, viewport: { width: 390, height: 844 } })

test('variables and alternatives are filled in, looked at and made', async ({ playground: page, studio }) => {
  await page.getByRole('textbox', { name: 'Prompt' }).fill('A {{animal=cat}} at {dawn|dusk}')
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
  await page.getByRole('textbox', { name: 'Prompt' }).fill('A quay')
  await page.getByRole('button', { name: 'Many', exact: true }).tap()
  await page.getByRole('menuitem', { name: 'Matrix' }).tap()
  const dialog = page.getByRole('dialog', { name: 'Matrix' })
  await dialog.getByRole('combobox', { name: 'Axis 1' }).selectOption('Aspect ratio')
  for (const ratio of ['1:1', '3:4']) await dialog.getByText(ratio, { exact: true }).tap()
  await expect(dialog.getByRole('status')).toContainText('2 cells, 2 images · about $0.06')
  await dialog.getByRole('button', { name: 'Run' }).tap()
  await page.waitForURL('**/batches/*')
  await expect(page.getByText('2 cells · 2 done')).toBeVisible()
  await expect(page.getByRole('table').getByRole('img')).toHaveCount(2)
  const isTooWide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(await isTooWide()).toBe(false)
})

test('presets and code are in the sheet of parameters', async ({ playground: page }) => {
  await page.getByRole('textbox', { name: 'Prompt' }).fill('A kite')
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
