import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { editorIsThere, expectPrompt, generate } from './steps.ts'

const promptOf = (page: Page) => page.getByRole('textbox', { name: 'Prompt' })
const panelOf = (page: Page) => page.getByRole('region', { name: 'Parameters' })
const imagesOf = (page: Page) => panelOf(page).getByRole('spinbutton', { name: 'Images' })
const rowOf = (page: Page, text: string) =>
  page.getByRole('list', { name: 'Results' }).getByRole('listitem').filter({ hasText: text })
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Reuse' })
const changesIn = (page: Page) => dialogOf(page).getByRole('region', { name: 'What changes' })

const reuse = (page: Page, text: string) => rowOf(page, text).getByRole('button', { name: 'Reuse' }).click()
const takeOver = (page: Page) => dialogOf(page).getByRole('button', { name: 'Take over' }).click()

/** A windmill was made, three times and wide; something else is being written. */
async function begin(page: Page): Promise<void> {
  await panelOf(page).getByRole('radio', { name: '16:9' }).check({ force: true })
  await generate(page, 'A windmill at noon', 3)
  await panelOf(page).getByRole('radio', { name: '1:1' }).check({ force: true })
  await imagesOf(page).fill('2')
  await promptOf(page).fill('A watermill at noon')
}

async function expectMine(page: Page): Promise<void> {
  await expectPrompt(page, 'A watermill at noon')
  await expect(imagesOf(page)).toHaveValue('2')
  await expect(panelOf(page).getByRole('radio', { name: '1:1' })).toBeChecked()
}

async function expectTheirs(page: Page): Promise<void> {
  await expectPrompt(page, 'A windmill at noon')
  await expect(imagesOf(page)).toHaveValue('3')
  await expect(panelOf(page).getByRole('radio', { name: '16:9' })).toBeChecked()
}

test('reuse shows what would change, leaves it when one keeps one’s own, and can be undone', async ({
  playground: page,
}) => {
  await begin(page)
  await reuse(page, 'A windmill at noon')
  await expect(changesIn(page)).toContainText('A watermillwindmill at noon')
  await expect(changesIn(page)).toContainText('Images2 → 3')
  await expect(changesIn(page)).toContainText('Aspect ratio1:1 → 16:9')
  await expectNoBarriers(page, 'reuse')
  await dialogOf(page).getByRole('button', { name: 'Keep mine' }).click()
  await expectMine(page)
  await reuse(page, 'A windmill at noon')
  await takeOver(page)
  await expectTheirs(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectMine(page)
})

test('one takes over the prompt, or the parameters, without the other', async ({ playground: page }) => {
  await begin(page)
  await reuse(page, 'A windmill at noon')
  await dialogOf(page).getByRole('radio', { name: 'Prompt' }).check({ force: true })
  await expect(changesIn(page)).not.toContainText('Images')
  await takeOver(page)
  await expectPrompt(page, 'A windmill at noon')
  await expect(imagesOf(page)).toHaveValue('2')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectMine(page)
  await reuse(page, 'A windmill at noon')
  await dialogOf(page).getByRole('radio', { name: 'Parameters' }).check({ force: true })
  await takeOver(page)
  await expectPrompt(page, 'A watermill at noon')
  await expect(imagesOf(page)).toHaveValue('3')
})

test('by keyboard: taken over and taken back with the keys for it, whole, also in the editor', async ({
  playground: page,
}) => {
  await begin(page)
  await editorIsThere(page)
  await rowOf(page, 'A windmill at noon').getByRole('button', { name: 'Reuse' }).focus()
  await page.keyboard.press('Enter')
  await expect(changesIn(page)).toBeVisible()
  await dialogOf(page).getByRole('button', { name: 'Take over' }).focus()
  await page.keyboard.press('Enter')
  await expectTheirs(page)
  await expect(promptOf(page)).toBeFocused()
  await page.keyboard.press('ControlOrMeta+z')
  await expectMine(page)
})

test('where nothing would be lost it is taken over at once, and can be undone', async ({
  playground: page,
}) => {
  await begin(page)
  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await reuse(page, 'A windmill at noon')
  await expectTheirs(page)
  await expect(dialogOf(page)).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectPrompt(page, /SWEET HARVEST/)
})

test('a template comes back with its variables, or as it was sent', async ({ playground: page }) => {
  await promptOf(page).fill('A {{animal=cat}} on a roof')
  await page.getByRole('group', { name: 'Variables' }).getByRole('textbox', { name: 'animal' }).fill('heron')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await rowOf(page, 'A heron on a roof').getByRole('img').waitFor()
  await promptOf(page).fill('Something else')
  await reuse(page, 'A heron on a roof')
  await takeOver(page)
  await expectPrompt(page, 'A {{animal=cat}} on a roof')
  await expect(page.getByRole('textbox', { name: 'animal' })).toHaveValue('heron')
  await reuse(page, 'A heron on a roof')
  await dialogOf(page).getByRole('radio', { name: 'As sent' }).check({ force: true })
  await takeOver(page)
  await expectPrompt(page, 'A heron on a roof')
})

test('from a picture close up, from one’s own prompts, and from a row of a batch', async ({
  playground: page,
}) => {
  await begin(page)
  await page.getByRole('link', { name: 'Gallery' }).click()
  await page.getByRole('list', { name: 'Pictures' }).getByRole('img').first().click()
  await page.getByRole('dialog', { name: 'Picture' }).getByRole('button', { name: 'Reuse' }).click()
  await takeOver(page)
  await page.waitForURL('**/playground')
  await expectTheirs(page)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectMine(page)

  await page.getByRole('button', { name: 'My prompts' }).click()
  await page.getByRole('option', { name: /^A windmill at noon/ }).click()
  await expect(dialogOf(page).getByRole('radio', { name: 'Prompt' })).toBeChecked()
  await takeOver(page)
  await expectPrompt(page, 'A windmill at noon')
  await expect(imagesOf(page)).toHaveValue('2')

  await promptOf(page).fill('A {red|blue} kite')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await rowOf(page, 'A {red|blue} kite').getByRole('img').nth(3).waitFor()
  await page.getByRole('button', { name: /^Queue, yours/ }).click()
  await page.keyboard.press('Escape')
  await rowOf(page, 'A {red|blue} kite').getByRole('button', { name: 'Reuse' }).click()
  await expect(dialogOf(page)).toContainText('The editor has all of it already.')
  await dialogOf(page).getByRole('radio', { name: 'As sent' }).check({ force: true })
  await takeOver(page)
  await expectPrompt(page, 'A red kite')
})

test('from one cell of a batch, on the batch’s own page', async ({ playground: page }) => {
  await page.getByRole('button', { name: 'Many', exact: true }).click()
  await page.getByRole('menuitem', { name: 'From a file' }).click()
  const dialog = page.getByRole('dialog', { name: 'From a file' })
  await dialog.getByLabel('File').setInputFiles({
    name: 'prompts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('prompt,n\nA mill,1\nA weir,2\n'),
  })
  await dialog.getByRole('button', { name: 'Run' }).click()
  await page.waitForURL('**/batches/*')
  await expect(page.getByText('2 rows · 2 done')).toBeVisible()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'A weir' })
    .getByRole('button', { name: 'Reuse' })
    .click()
  await page.waitForURL('**/playground')
  await expectPrompt(page, 'A weir')
  await expect(imagesOf(page)).toHaveValue('2')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectPrompt(page, /SWEET HARVEST/)
})

test('on a phone the question fits, and is answered by touch', async ({ playground: page }) => {
  await begin(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await rowOf(page, 'A windmill at noon').getByRole('img').first().click()
  await page.getByRole('dialog', { name: 'Picture' }).getByRole('button', { name: 'Reuse' }).click()
  await expect(changesIn(page)).toBeVisible()
  await expect(dialogOf(page)).toBeInViewport({ ratio: 1 })
  await expectNoBarriers(page, 'reuse on a phone', ['phone'])
  await takeOver(page)
  await expectPrompt(page, 'A windmill at noon')
})
