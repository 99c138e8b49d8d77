import { expect, test } from './fixtures.ts'
import { generate } from './steps.ts'

test('a search is typed, becomes chips and words in the address, and is found again', async ({
  playground: page,
}) => {
  await generate(page, 'A lighthouse in a storm')
  await generate(page, 'Three boats')
  await page.getByRole('link', { name: 'Gallery' }).click()
  const picture = (name: string) => page.getByRole('img', { name, exact: true })
  const field = page.getByRole('combobox', { name: 'Search pictures' })
  await field.pressSequentially('light')
  await expect(picture('Three boats')).toHaveCount(0)
  await expect(picture('A lighthouse in a storm')).toBeVisible()
  await expect(page).toHaveURL(/search=light/)

  // With the arrows: a filter, then what follows it.
  await field.fill('light b')
  await expect(page.getByRole('option', { name: 'by:' })).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(field).toHaveValue('light by:')
  await expect(page.getByRole('option', { name: 'by:me' })).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove by:me' })).toBeVisible()
  await expect(picture('A lighthouse in a storm')).toBeVisible()

  await field.fill('light after:2026-13 ')
  await expect(page.getByRole('status').filter({ hasText: 'There is no month 13.' })).toBeVisible()
  await expect(picture('A lighthouse in a storm')).toBeVisible()

  await field.fill('boats')
  await expect(picture('Three boats')).toBeVisible()
  await page.reload()
  await expect(field).toHaveValue('boats')
  await expect(picture('A lighthouse in a storm')).toHaveCount(0)
  await field.press('Home')
  await field.press('Backspace')
  await expect(page.getByRole('button', { name: 'Remove by:me' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(picture('A lighthouse in a storm')).toBeVisible()
})

test('a search is saved, chosen again, deleted, and had back', async ({ playground: page }) => {
  await generate(page, 'Three boats')
  await page.getByRole('link', { name: 'Gallery' }).click()
  const field = page.getByRole('combobox', { name: 'Search pictures' })
  await field.fill('boats')
  await page.getByRole('button', { name: 'Save search' }).click()
  await page.getByRole('textbox', { name: 'Name of the search' }).fill('My boats')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“My boats” saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await page.getByRole('button', { name: 'Save search' }).click()
  const saved = page.getByRole('list', { name: 'Saved searches' })
  await saved.getByRole('button', { name: 'My boats boats' }).click()
  await expect(field).toHaveValue('boats')
  await page.getByRole('button', { name: 'Save search' }).click()
  await saved.getByRole('button', { name: 'Delete My boats' }).click()
  await expect(page.getByText('No search is saved yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(saved.getByRole('button', { name: 'My boats boats' })).toBeVisible()
})
