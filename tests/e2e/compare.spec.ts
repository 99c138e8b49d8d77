import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { generate, write } from './steps.ts'

async function generateOnPhone(page: Page, prompt: string): Promise<void> {
  await write(page, prompt)
  await page.getByRole('button', { name: /^Generate/ }).click()
  await page.getByRole('list', { name: 'Results' }).getByRole('img', { name: prompt }).waitFor()
}

test('two pictures are compared in four ways, by keys, with what differs below', async ({
  playground: page,
}) => {
  await generate(page, 'A first harbour')
  await generate(page, 'A second harbour')
  await page.getByRole('link', { name: 'Gallery' }).click()
  const pictures = page.getByRole('list', { name: 'Pictures' })
  await pictures.getByRole('img', { name: 'A second harbour' }).click()
  await expect(page.getByRole('dialog', { name: 'Picture' })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByText('Chosen for comparison.').first()).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('dialog').getByRole('img', { name: 'A first harbour' })).toBeVisible()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog', { name: 'Compare' })
  await expect(dialog.getByRole('img')).toHaveCount(2)
  const prompt = dialog.getByRole('row', { name: /prompt/i })
  await expect(prompt).toContainText('A second harbour')
  await expect(prompt).toContainText('A first harbour')
  const divider = dialog.getByRole('slider', { name: 'Divider' })
  await page.keyboard.press('ArrowRight')
  await expect(divider).toHaveValue('55')
  await expectNoBarriers(page, 'compare, slider')
  for (const [key, name] of [
    ['2', 'Side by side'],
    ['3', 'Fade'],
    ['4', 'Difference'],
    ['1', 'Slider'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(dialog.getByRole('radio', { name })).toBeChecked()
  }
  await page.keyboard.press('+')
  const scale = () =>
    dialog
      .getByRole('img')
      .first()
      .evaluate((image) => getComputedStyle(image).transform)
  await expect.poll(scale).not.toContain('matrix(1, 0, 0, 1, 0, 0)')
  await page.keyboard.press('x')
  await expect(prompt.getByRole('cell').first()).toHaveText('A first harbour')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('by touch: one picture is chosen, another opened, and the divider moved', async ({
  playground: page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await generateOnPhone(page, 'A kite')
  await generateOnPhone(page, 'A mill')
  const results = page.getByRole('list', { name: 'Results' })
  for (const name of ['A kite', 'A mill']) {
    await results.getByRole('img', { name }).click()
    await page.getByRole('dialog', { name: 'Picture' }).getByRole('button', { name: 'Compare' }).click()
    if (name === 'A kite') await page.getByRole('button', { name: 'Close' }).click()
  }
  const dialog = page.getByRole('dialog', { name: 'Compare' })
  await expect(dialog.getByRole('img')).toHaveCount(2)
  await dialog.getByRole('slider', { name: 'Divider' }).fill('20')
  await expect(dialog.getByRole('slider', { name: 'Divider' })).toHaveValue('20')
  await dialog.getByText('Side by side').click()
  await expect(dialog.getByRole('radio', { name: 'Side by side' })).toBeChecked()
})
