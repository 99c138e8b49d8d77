import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { write } from './steps.ts'

test('everything is found by its name, and run by the keyboard', async ({ playground: page }) => {
  await write(page, 'A kite')
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Search or run' })
  await expectNoBarriers(page, 'palette', ['desk'])
  await page.keyboard.type('imagen 4')
  await page.keyboard.press('Enter')
  await expect(palette).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Model: Imagen 4' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('generate')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(1)
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('gallery')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/gallery')
})

test('? shows the keys, but not where one types', async ({ playground: page }) => {
  const map = page.getByRole('dialog', { name: 'Keyboard' })
  await write(page, '')
  await page.getByRole('textbox', { name: 'Prompt' }).pressSequentially('Why?')
  await expect(map).toHaveCount(0)
  await page.getByRole('main').focus()
  await page.keyboard.press('?')
  await expect(map.getByText('Generate')).toBeVisible()
  await expectNoBarriers(page, 'keyboard map')
  await page.keyboard.press('Escape')
  await expect(map).toHaveCount(0)
})
