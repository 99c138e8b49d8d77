import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { editorIsThere, expectPrompt, generate, promptsSent, write } from './steps.ts'

const promptOf = (page: Page) => page.getByRole('textbox', { name: 'Prompt' })
const generateButton = (page: Page) => page.getByRole('button', { name: /^Generate/ })

/** Writes as a person does, key by key: brackets close themselves, and completions come. */
async function type(page: Page, text: string): Promise<void> {
  await promptOf(page).fill('')
  await promptOf(page).pressSequentially(text)
}

test('the editor takes the place of the text field, and keeps text, caret and focus', async ({
  playground: page,
}) => {
  // Held back, so that there is a text field to type into.
  const held: (() => void)[] = []
  let isHeld = true
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    if (isHeld && (await route.fetch().then((answer) => answer.text())).includes('cm-content'))
      await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  await page.reload()
  await write(page, 'A ship at sea')
  await promptOf(page).press('Home')
  await promptOf(page).press('ControlOrMeta+ArrowRight')
  const before = await promptOf(page).boundingBox()
  await expect.poll(() => held.length).toBeGreaterThan(0)
  isHeld = false
  for (const release of held) release()
  await editorIsThere(page)
  await expect(promptOf(page)).toBeFocused()
  await page.keyboard.type(' tall')
  await expectPrompt(page, 'A tall ship at sea')
  const after = await promptOf(page).boundingBox()
  expect(after?.y).toBe(before?.y)
  expect(after?.height).toBe(before?.height)
})

test('variables make a form, and what is filled in is what is sent', async ({ playground: page, studio }) => {
  await promptOf(page).fill('A {{animal=cat}} in {{style:oil|ink}}, {{count:number=3}} times')
  const form = page.getByRole('group', { name: 'Variables' })
  await expect(form.getByRole('textbox', { name: 'animal' })).toHaveAttribute('placeholder', 'cat')
  await form.getByRole('combobox', { name: 'style' }).selectOption('ink')
  await form.getByRole('textbox', { name: 'animal' }).fill('heron')
  await page.getByRole('button', { name: 'as sent' }).click()
  await expect(page.getByRole('dialog', { name: 'As sent' })).toHaveText('A heron in ink, 3 times')
  await page.keyboard.press('Escape')
  await generateButton(page).click()
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByRole('img', { name: 'A heron in ink, 3 times' })).toBeVisible()
  expect(promptsSent(studio)).toEqual(['A heron in ink, 3 times'])
  await page.reload()
  await expect(form.getByRole('textbox', { name: 'animal' })).toHaveValue('heron')
})

test('alternatives are counted and shown before they are paid, and come one by one', async ({
  playground: page,
  studio,
}) => {
  await promptOf(page).fill('A {red|blue} {house|boat}')
  await expect(page.getByRole('button', { name: 'Generate 4 · $0.12' })).toBeEnabled()
  await expect(page.getByText('4 expansions')).toBeVisible()
  await page.getByRole('button', { name: 'show', exact: true }).click()
  const list = page.getByRole('list', { name: 'Expansions' })
  await expect(list.getByRole('listitem')).toHaveText([
    'A red house',
    'A red boat',
    'A blue house',
    'A blue boat',
  ])
  await expectNoBarriers(page, 'expansions', ['desk'])
  await page.keyboard.press('Escape')
  await generateButton(page).click()
  const results = page.getByRole('list', { name: 'Results' })
  await expect(results.getByRole('img')).toHaveCount(4)
  expect(studio.standin.control.bill()).toMatchObject({ images: 4, totalMicros: 120_000 })
  await expect(results.getByText('4 expansions · 4 done')).toBeVisible()
})

test('a sample is drawn by a seed, and the same draw is what is sent', async ({
  playground: page,
  studio,
}) => {
  await promptOf(page).fill('{a|b|c|d|e|f} {1|2|3|4|5|6}')
  await page.getByRole('button', { name: 'show', exact: true }).click()
  await page.getByRole('radio', { name: 'Sample' }).check({ force: true })
  await page.getByRole('spinbutton', { name: 'Size' }).fill('3')
  const list = page.getByRole('list', { name: 'Expansions' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  const drawn = await list.getByRole('listitem').allInnerTexts()
  await page.keyboard.press('Escape')
  await expect(page.getByText('3 of 36 expansions')).toBeVisible()
  await generateButton(page).click()
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(3)
  expect(promptsSent(studio)).toEqual(drawn.toSorted())
})

test('too much is counted and refused with its number, and much is asked about first', async ({
  playground: page,
  studio,
}) => {
  const ten = '{0|1|2|3|4|5|6|7|8|9}'
  await promptOf(page).fill(ten.repeat(12))
  await expect(
    page.getByText('This stands for 1,000,000,000,000 prompts, and 1,000 are the most'),
  ).toBeVisible()
  await expect(generateButton(page)).toBeDisabled()
  await promptOf(page).fill(ten.repeat(2))
  await generateButton(page).click()
  const dialog = page.getByRole('dialog', { name: 'Generate many' })
  await expect(dialog).toContainText('That is 100 images for about $3.00')
  await dialog.getByRole('button', { name: 'Not now' }).click()
  expect(studio.standin.control.bill().images).toBe(0)
})

test('JSON stays JSON, and a switch sends even the language as it is', async ({
  playground: page,
  studio,
}) => {
  const json = 'A sign that reads {"a": [1, {"b": 2}]}'
  await promptOf(page).fill(json)
  await expect(page.getByRole('button', { name: 'Generate 1 · $0.03' })).toBeEnabled()
  await promptOf(page).fill('Literally {this|that}')
  await page.getByRole('button', { name: 'Send braces as they are' }).click()
  await expect(page.getByRole('button', { name: 'Generate 1 · $0.03' })).toBeEnabled()
  await generateButton(page).click()
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(1)
  expect(promptsSent(studio)).toEqual(['Literally {this|that}'])
})

test('a list is made, completed in the editor, and stands for each of its lines', async ({
  playground: page,
}) => {
  await page.getByRole('button', { name: 'Many', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Lists' }).click()
  const dialog = page.getByRole('dialog', { name: 'Lists' })
  await dialog.getByRole('button', { name: 'New list' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('metal')
  await dialog.getByRole('textbox', { name: 'Lines' }).fill('gold\nsilver\ncopper')
  await expectNoBarriers(page, 'a new list')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('button', { name: /^metal gold, silver, copper/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await editorIsThere(page)
  await type(page, 'A ring of __me')
  await page.getByRole('option', { name: /metal/ }).click()
  await expectPrompt(page, 'A ring of __metal__')
  await expect(page.getByText('3 expansions')).toBeVisible()
})

test('one’s own prompts come back by Alt and the arrows, and by their words', async ({
  playground: page,
}) => {
  await generate(page, 'A first harbour')
  await generate(page, 'A second mill')
  await promptOf(page).fill('Not sent yet')
  await editorIsThere(page)
  await promptOf(page).press('Alt+ArrowUp')
  await expectPrompt(page, 'A second mill')
  await promptOf(page).press('Alt+ArrowUp')
  await expectPrompt(page, 'A first harbour')
  await promptOf(page).press('Alt+ArrowDown')
  await promptOf(page).press('Alt+ArrowDown')
  await expectPrompt(page, 'Not sent yet')
  await page.getByRole('button', { name: 'My prompts' }).click()
  const dialog = page.getByRole('dialog', { name: 'My prompts' })
  await dialog.getByRole('combobox', { name: 'Search my prompts' }).fill('harb')
  await expect(dialog.getByRole('option')).toHaveCount(1)
  await expectNoBarriers(page, 'prompt history')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Take over' }).click()
  await expectPrompt(page, 'A first harbour')
})

test('a better prompt is shown as a difference, accepted, and undone', async ({ playground: page }) => {
  await promptOf(page).fill('A harbour')
  await page.getByRole('button', { name: 'Improve' }).click()
  const dialog = page.getByRole('dialog', { name: 'A better prompt' })
  await expect(dialog.getByRole('insertion').first()).toBeVisible()
  await expectNoBarriers(page, 'a better prompt')
  await dialog.getByRole('button', { name: 'Use it' }).click()
  await expectPrompt(page, /harbour, in the first light/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectPrompt(page, 'A harbour')
})

test('the meter says when a prompt is longer than the model takes', async ({ playground: page }) => {
  await promptOf(page).fill('long '.repeat(1_200))
  await expect(page.getByText('This is longer than the model takes.')).toBeVisible()
})

test('how a prompt is written is one click away', async ({ playground: page }) => {
  await page.getByRole('button', { name: 'How to write a prompt' }).click()
  const guide = page.getByRole('dialog', { name: 'How to write a prompt' })
  await expect(guide.getByText('25 characters at most')).toBeVisible()
  await expect(guide.getByText('__colour__')).toBeVisible()
  await expectNoBarriers(page, 'how to write a prompt')
  await page.keyboard.press('Escape')
  await expect(guide).toHaveCount(0)
})
