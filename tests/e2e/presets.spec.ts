import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { write } from './steps.ts'

test('a preset keeps what was ticked, sets that alone, and is undone', async ({ playground: page }) => {
  const panel = page.getByRole('region', { name: 'Parameters' })
  const images = panel.getByRole('spinbutton', { name: 'Images' })
  await images.fill('3')
  await panel.getByRole('radio', { name: '16:9' }).check({ force: true })
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: 'Save as a preset' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save as a preset' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Wide')
  await dialog.getByRole('checkbox', { name: /^n:/i }).uncheck()
  await dialog.getByRole('radio', { name: 'The team’s' }).check({ force: true })
  await expectNoBarriers(page, 'save as a preset')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('“Wide” saved.')).toBeVisible()
  await images.fill('2')
  await panel.getByRole('radio', { name: '1:1' }).check({ force: true })
  await page.getByRole('button', { name: 'Presets' }).click()
  await expectNoBarriers(page, 'presets', ['desk'])
  await page.getByRole('button', { name: 'Wide', exact: true }).click()
  await expect(panel.getByRole('radio', { name: '16:9' })).toBeChecked()
  await expect(images).toHaveValue('2')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(panel.getByRole('radio', { name: '1:1' })).toBeChecked()
})

test('the code follows the request', async ({ playground: page }) => {
  await write(page, 'A kite')
  await page.getByRole('spinbutton', { name: 'Images' }).fill('2')
  await page.getByRole('button', { name: 'Code', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Code' })
  const code = dialog.getByLabel('The program')
  await expect(code).toContainText('curl')
  await expect(code).toContainText('"prompt": "A kite"')
  await expect(code).toContainText('"n": 2')
  for (const [name, word] of [
    ['JavaScript', "from 'openai'"],
    ['Python', 'import'],
  ] as const) {
    await dialog.getByRole('radio', { name }).check({ force: true })
    await expect(code).toContainText(word)
    await expect(code).toContainText('LUMENFALL_API_KEY')
  }
  await expectNoBarriers(page, 'code')
})

test('a preset is renamed and deleted', async ({ playground: page }) => {
  await page.getByRole('spinbutton', { name: 'Images' }).fill('3')
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: 'Save as a preset' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save as a preset' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Three')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: 'Rename Three' }).click()
  const rename = page.getByRole('dialog', { name: 'Rename the preset' })
  await rename.getByRole('textbox', { name: 'Name' }).fill('Triple')
  await rename.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: 'Delete Triple' }).click()
  await expect(page.getByText('“Triple” deleted.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Triple', exact: true })).toHaveCount(0)
})
