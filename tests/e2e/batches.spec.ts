import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { promptsSent, write } from './steps.ts'

const resultsOf = (page: Page) => page.getByRole('list', { name: 'Results' })

async function many(page: Page, way: string) {
  await page.getByRole('button', { name: 'Many', exact: true }).click()
  await page.getByRole('menuitem', { name: way }).click()
  return page.getByRole('dialog', { name: way })
}

/** Aspect ratio × a variable: two by three. */
async function startMatrix(page: Page, prompt = 'A {{animal=cat}}'): Promise<void> {
  await write(page, prompt)
  const dialog = await many(page, 'Matrix')
  await dialog.getByRole('combobox', { name: 'Axis 1' }).selectOption('{{animal}}')
  await dialog.getByRole('textbox', { name: /^Values of/ }).fill('cat\nheron')
  await dialog.getByRole('button', { name: 'Add an axis' }).click()
  await dialog.getByRole('combobox', { name: 'Axis 2' }).selectOption('Aspect ratio')
  for (const ratio of ['1:1', '16:9', '9:16']) await dialog.getByText(ratio, { exact: true }).click()
  await expect(dialog.getByRole('status')).toContainText('6 cells, 6 images')
}

test('a matrix says what it comes to, runs, and is a page that can be turned', async ({
  playground: page,
  studio,
}) => {
  await startMatrix(page)
  const dialog = page.getByRole('dialog', { name: 'Matrix' })
  await expect(dialog.getByRole('status')).toContainText('about $0.18')
  await expectNoBarriers(page, 'matrix, planned')
  await dialog.getByRole('button', { name: 'Run' }).click()
  await page.waitForURL('**/batches/*')
  await expect(page.getByText('6 cells · 6 done')).toBeVisible()
  const heads = page.getByRole('columnheader')
  await expect(heads).toHaveText(['1:1', '9:16', '16:9'])
  await expect(page.getByRole('rowheader')).toHaveText(['cat', 'heron'])
  await expect(page.getByRole('table').getByRole('img')).toHaveCount(6)
  await expectNoBarriers(page, 'matrix, done')
  await page.getByRole('combobox', { name: 'Across' }).selectOption('animal')
  await expect(heads).toHaveText(['cat', 'heron'])
  expect(studio.standin.control.bill()).toMatchObject({ images: 6, totalMicros: 180_000 })
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export as one image' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.png$/)
})

test('a cell that gave nothing says why, and what it was made with is taken over from it', async ({
  playground: page,
}) => {
  await write(page, 'A {{animal=cat}}')
  const dialog = await many(page, 'Matrix')
  await dialog.getByRole('combobox', { name: 'Axis 1' }).selectOption('{{animal}}')
  await dialog.getByRole('textbox', { name: /^Values of/ }).fill('cat\nheron [[all-filtered]]')
  await dialog.getByRole('button', { name: 'Run' }).click()
  await page.waitForURL('**/batches/*')
  const cell = page.getByRole('cell', { name: /The provider filtered it: violence in the picture/ })
  await expect(cell).toBeVisible()
  await expectNoBarriers(page, 'matrix, a cell refused')
  await cell.getByRole('button', { name: 'Reuse' }).click()
  await page.getByRole('button', { name: 'Take over' }).click()
  await page.waitForURL('**/playground')
  await expect(
    page.getByRole('group', { name: 'Variables' }).getByRole('textbox', { name: 'animal' }),
  ).toHaveValue('heron [[all-filtered]]')
})

test('run again with what exists, it costs nothing', async ({ playground: page, studio }) => {
  await startMatrix(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click()
  await expect(page.getByText('6 cells · 6 done')).toBeVisible()
  await page.goBack()
  await startMatrix(page)
  const dialog = page.getByRole('dialog', { name: 'Matrix' })
  await dialog.getByRole('switch', { name: /Reuse the 6 cells/ }).check({ force: true })
  await expect(dialog.getByRole('status')).toContainText('0 to make: about $0.00')
  await dialog.getByRole('button', { name: 'Run' }).click()
  await expect(page.getByText(/6 cells · .*6 reused/)).toBeVisible()
  await expect(page.getByRole('table').getByRole('img')).toHaveCount(6)
  expect(studio.standin.control.bill().images).toBe(6)
})

test('a batch is paused, resumed and cancelled, and what waited costs nothing', async ({
  playground: page,
  studio,
}) => {
  const letters = 'a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r'
  await write(page, `The letter {${letters}} [[slow:1500]]`)
  await page.getByRole('button', { name: /^Generate 18/ }).click()
  const row = resultsOf(page).getByRole('listitem').first()
  await row.getByRole('button', { name: 'Pause' }).click()
  await expect(row.getByText(/18 expansions · paused/)).toBeVisible()
  await row.getByRole('button', { name: 'Resume' }).click()
  await row.getByRole('button', { name: 'Pause' }).click()
  await row.getByRole('button', { name: 'Cancel', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel the rest' })
  await expectNoBarriers(page, 'cancel the rest of a batch', ['desk'])
  await dialog.getByRole('button', { name: 'Cancel the rest' }).click()
  await expect(row.getByText(/\d+ cancelled/)).toBeVisible()
  await expect(row.getByText(/running/)).toHaveCount(0)
  const sent = promptsSent(studio).length
  expect(sent).toBeLessThan(18)
  expect(studio.standin.control.bill().images).toBe(sent)
})

test('the same prompt on several models, side by side', async ({ playground: page, studio }) => {
  await write(page, 'A lighthouse')
  const dialog = await many(page, 'Several models')
  await expect(dialog.getByText('Choose at least two.')).toBeVisible()
  await dialog.getByRole('checkbox', { name: /^Imagen 4 / }).check()
  await expect(dialog.getByRole('status')).toContainText('2 cells, 2 images')
  await expectNoBarriers(page, 'several models')
  await dialog.getByRole('button', { name: 'Run' }).click()
  await page.waitForURL('**/batches/*')
  await expect(page.getByText('2 requests · 2 done')).toBeVisible()
  await expect(page.getByRole('img', { name: 'A lighthouse' })).toHaveCount(2)
  expect(studio.standin.control.bill().requests.map(({ model }) => model)).toContain(
    'imagen-3.0-generate-002',
  )
})

test('from a file: each wrong line is named, the others run, and come as a zip', async ({
  playground: page,
  studio,
}) => {
  const dialog = await many(page, 'From a file')
  await dialog.getByLabel('File').setInputFiles({
    name: 'prompts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('prompt,n\nA mill,1\nA kite,eleven\nA weir,2\n'),
  })
  await expect(dialog.getByText(/^Line 3:/)).toBeVisible()
  await expect(dialog.getByRole('status')).toContainText('2 cells, 3 images · about $0.09')
  await expectNoBarriers(page, 'from a file')
  await dialog.getByRole('button', { name: 'Run' }).click()
  await page.waitForURL('**/batches/*')
  await expect(page.getByText('2 rows · 2 done')).toBeVisible()
  expect(promptsSent(studio)).toEqual(['A mill', 'A weir'])
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.zip$/)
})

test('a batch is one row among the results, and opens its page', async ({ playground: page }) => {
  await write(page, 'A {red|blue} gate')
  await page.getByRole('button', { name: /^Generate 2/ }).click()
  await expect(resultsOf(page).getByRole('listitem')).toHaveCount(1)
  await expect(resultsOf(page).getByRole('img')).toHaveCount(2)
  await page.reload()
  await expect(resultsOf(page).getByText('2 expansions · 2 done')).toBeVisible()
  await expectNoBarriers(page, 'playground, a batch')
})
