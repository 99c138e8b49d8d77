import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { generationPath, write } from './steps.ts'

test('extra JSON goes out, says where it is none, stays, and comes back with a preset and with reuse', async ({
  playground: page,
  studio,
}) => {
  const panel = page.getByRole('textbox', { name: 'Extra JSON' })
  const open = () => page.getByText(/^Extra JSON/).click()
  const generate = page.getByRole('button', { name: /^Generate/ })
  await expect(panel).toBeHidden()
  await open()
  await panel.fill('{\n  "style": "raw",\n}')
  await expect(page.getByText('Line 3, column 1: a name in quotation marks is needed here.')).toBeVisible()
  await expect(generate).toBeDisabled()
  await expectNoBarriers(page, 'extra JSON, broken', ['desk'])
  await page.reload()
  await expect(page.getByText('cannot be sent')).toBeVisible()
  await open()
  await expect(panel).toHaveValue('{\n  "style": "raw",\n}')
  await panel.fill('{"stream": true}')
  await expect(
    page.getByText('"stream" cannot be extra JSON: the playground decides it.').first(),
  ).toBeVisible()
  await panel.fill('{"style": "raw"}')
  await expect(generate).toBeEnabled()

  await page.getByRole('button', { name: 'Code', exact: true }).click()
  await expect(page.getByLabel('The program')).toContainText('"style": "raw"')
  await page.keyboard.press('Escape')

  await write(page, 'A raw kite')
  await generate.click()
  const results = page.getByRole('list', { name: 'Results' })
  await results.getByRole('img', { name: 'A raw kite' }).waitFor()
  const calls = studio.standin.control.calls().filter(({ path }) => path === generationPath)
  expect(calls.map(({ fields }) => fields['style'])).toEqual(['raw'])

  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: 'Save as a preset' }).click()
  const save = page.getByRole('dialog', { name: 'Save as a preset' })
  await save.getByRole('textbox', { name: 'Name' }).fill('Raw')
  await expect(save.getByRole('checkbox', { name: 'Extra JSON: style' })).toBeChecked()
  await save.getByRole('button', { name: 'Save' }).click()
  await panel.fill('')
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: 'Raw', exact: true }).click()
  await expect(panel).toHaveValue('{\n  "style": "raw"\n}')

  await panel.fill('{"style": "soft"}')
  await results.getByRole('button', { name: 'Reuse' }).click()
  const reuse = page.getByRole('dialog', { name: 'Reuse' })
  await expect(reuse).toContainText('{"style": "soft"} → { "style": "raw" }')
  await reuse.getByRole('button', { name: 'Take over' }).click()
  await expect(panel).toHaveValue('{\n  "style": "raw"\n}')
})
