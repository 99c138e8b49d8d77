import { readFile } from 'node:fs/promises'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { generate, write } from './steps.ts'

test.use({ isOwn: true })

const figures = ['Spent', 'Pictures', 'A picture', 'Without a picture']

test('usage says what was spent on what, day by day, and is taken away as a table', async ({
  page,
  studio,
}) => {
  await page.goto(`${studio.home}/usage`)
  await expect(page.getByRole('heading', { name: 'Nothing was made in this time' })).toBeVisible()
  await expectNoBarriers(page, 'no usage')
  await page.getByRole('link', { name: 'Go to the playground' }).click()
  await generate(page, 'A harbour at dusk', 3)
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Usage/ })
    .click()
  await expect(page.getByRole('heading', { name: 'What was spent' })).toBeVisible()
  for (const figure of figures)
    await expect(page.getByRole('term').filter({ hasText: figure }).first()).toBeVisible()
  const parts = page.getByRole('table', { name: 'What was spent, in parts' })
  await expect(parts.getByRole('row', { name: /Imagen 3\b.* 3 \$0\.09 100 %/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Spent day by day: \$0\.09 in all/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'What became of it' })).toContainText('Succeeded')
  await page.getByText('Figures day by day').first().click()
  await expectNoBarriers(page, 'usage')
  await page.getByText('Figures day by day').first().click()

  await page.getByRole('combobox', { name: 'Split' }).selectOption('By member')
  await expect(parts.getByRole('row', { name: /Ada Lovelace 3 \$0\.09/ })).toBeVisible()
  await page.getByRole('combobox', { name: 'Time' }).selectOption('Last 12 months')
  await expect(page).toHaveURL(/range=year/)
  await expect(page.getByRole('img', { name: /^Spent month by month/ })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Split' })).toHaveValue('member')
  await expectNoBarriers(page, 'usage of a year')

  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toBe('northwind-studio-usage-year.csv')
  expect(await readFile(await file.path(), 'utf8')).toMatch(/Ada Lovelace,imagen-3\.0-generate-002,.*,0\.09,/)
})

test('the bill is compared with what is here; what was billed and is missing is named, and written off', async ({
  page,
  playground,
  studio,
}) => {
  await write(playground, 'Lost on its way [[reset-in-body]]')
  await playground.getByRole('button', { name: /^Generate 1/ }).click()
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByText(/billed/i).first()).toBeVisible()
  await page.goto(`${studio.home}/usage`)
  const bills = page.getByRole('region', { name: 'Compared with the bill' })
  await expect(bills).toContainText('Nothing that was billed is missing here.')
  await expectNoBarriers(page, 'never compared')
  await bills.getByRole('button', { name: 'Compare now' }).click()
  await expect(bills).toContainText('the API bills $0.03, and the ledger here says the same.')
  const open = bills.getByRole('list', { name: 'Billed, and missing here' }).getByRole('listitem')
  await expect(open).toHaveCount(1)
  await expect(open).toContainText('Asked for by Ada Lovelace. Its pictures did not come')
  await expectNoBarriers(page, 'compared')
  // By keyboard alone: to the button, through the question, and back.
  await open.getByRole('button', { name: /^Write off/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Write it off?' })
  await expect(dialog).toContainText('What it cost stays in the ledger.')
  await dialog.getByRole('button', { name: 'Write it off' }).press('Enter')
  await expect(bills).toContainText('Nothing that was billed is missing here.')
})
