import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { aStranger, expectPrompt, generate, write } from './steps.ts'

const at = (home: string, path: string) => `${home}/${path}`
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })
const cards = (page: Page) => page.getByRole('list', { name: 'Examples', exact: true }).getByRole('listitem')
const shelf = (page: Page) => page.getByRole('region', { name: 'Examples' })
const starters = (page: Page) =>
  page.getByRole('list', { name: 'Recipes to start with' }).getByRole('listitem')
const titles = (page: Page) =>
  cards(page).evaluateAll((all) => all.map((card) => card.querySelector('a')?.getAttribute('aria-label')))
const pictures = (page: Page) => page.getByRole('list', { name: 'Pictures' }).getByRole('link')

/** Opens the newest picture of the gallery close up. */
async function openPicture(page: Page, home: string): Promise<void> {
  await page.goto(at(home, 'gallery'))
  await pictures(page).first().click()
  await expect(dialog(page, 'Picture')).toBeVisible()
}

/** Makes pictures, one of each prompt, and adds them to one's examples, the last first. */
async function makeExamples(page: Page, home: string, prompts: readonly string[]): Promise<void> {
  for (const prompt of prompts) {
    await page.goto(at(home, 'playground'))
    await generate(page, prompt)
  }
  await page.goto(at(home, 'gallery'))
  await expect(pictures(page)).toHaveCount(prompts.length)
  await pictures(page).first().focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Add to examples' }).click()
  await dialog(page, 'Add to examples').getByRole('button', { name: 'Add' }).click()
  await expect(page.getByText(`${prompts.length} examples added.`)).toBeVisible()
}

test('a picture becomes an example with a title and a note, is changed, taken out and had back', async ({
  playground: page,
  studio,
}) => {
  await page.goto(at(studio.home, 'library?show=examples'))
  await expect(page.getByRole('heading', { name: 'No examples of yours yet' })).toBeVisible()
  await expectNoBarriers(page, 'examples, none')
  await page.goto(at(studio.home, 'playground'))
  await generate(page, 'A heron in the reeds')
  await openPicture(page, studio.home)
  await page.getByRole('button', { name: 'Add to examples' }).click()
  const add = dialog(page, 'Add to examples')
  await add.getByRole('textbox', { name: 'Title' }).fill('Heron')
  await add.getByRole('textbox', { name: 'Note' }).fill('Mist without being asked for')
  await expectNoBarriers(page, 'add to examples')
  await add.getByRole('button', { name: 'Add' }).click()
  const close = dialog(page, 'Picture')
  await expect(close.getByText('1 example added.')).toBeVisible()
  await page.getByRole('button', { name: 'Add to examples' }).click()
  await add.getByRole('button', { name: 'Add' }).click()
  await expect(close.getByText('That is among the examples already.')).toBeVisible()

  await page.goto(at(studio.home, 'library?show=examples'))
  await expect(cards(page)).toContainText(['Mist without being asked for'])
  await expectNoBarriers(page, 'examples')
  await page.getByRole('button', { name: 'More about Heron' }).click()
  await page.getByRole('menuitem', { name: 'Edit title and note' }).click()
  const edit = dialog(page, 'About the example')
  await edit.getByRole('textbox', { name: 'Title' }).fill('Grey heron')
  await expectNoBarriers(page, 'about an example', ['desk'])
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => titles(page)).toEqual(['Grey heron'])
  await page.getByRole('link', { name: 'Grey heron' }).click()
  await expect(dialog(page, 'Picture').getByRole('img', { name: 'A heron in the reeds' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More about Grey heron' }).click()
  await page.getByRole('menuitem', { name: 'Take out' }).click()
  await expect(page.getByRole('heading', { name: 'No examples of yours yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => titles(page)).toEqual(['Grey heron'])
  await page.reload()
  await expect.poll(() => titles(page)).toEqual(['Grey heron'])
})

test('several at once are put in order by keyboard and by hand, and go when their picture does', async ({
  playground: page,
  studio,
}) => {
  await makeExamples(page, studio.home, ['A tulip', 'A daisy', 'A poppy'])
  await page.goto(at(studio.home, 'library?show=examples'))
  await expect(cards(page)).toHaveCount(3)
  const [a, b, c] = await titles(page)
  await cards(page).first().getByRole('link').focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(() => titles(page)).toEqual([b, a, c])
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(() => titles(page)).toEqual([b, c, a])
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => titles(page)).toEqual([b, a, c])
  await page.reload()
  await expect.poll(() => titles(page)).toEqual([b, a, c])
  await cards(page).nth(2).dragTo(cards(page).nth(0))
  await expect.poll(() => titles(page)).toEqual([c, b, a])

  await openPicture(page, studio.home)
  await dialog(page, 'Picture').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Moved to the trash.').first()).toBeVisible()
  await page.goto(at(studio.home, 'library?show=examples'))
  await expect(cards(page)).toHaveCount(2)
  expect(await titles(page)).not.toContain('A poppy')
})

test('examples stand where nothing was made yet, in another order at a press, and open their recipe', async ({
  playground: page,
  studio,
}) => {
  const offered = shelf(page).getByRole('listitem')
  await expect(offered).toHaveCount(4)
  await expect(shelf(page).locator('img')).toHaveCount(0)
  await expectNoBarriers(page, 'playground, begin with an example')
  const before = await offered.allTextContents()
  await expect(async () => {
    await shelf(page).getByRole('button', { name: 'Shuffle' }).click()
    expect(await offered.allTextContents()).not.toEqual(before)
  }).toPass()
  await offered.first().getByRole('button').focus()
  await page.keyboard.press('Enter')
  await expectPrompt(page, /\{\{\w+=/)
  await expect(page.getByText('Taken over into the editor.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await write(page, 'A kettle')

  await page.getByRole('button', { name: 'Examples' }).click()
  const examples = dialog(page, 'Examples')
  await expect(examples.getByRole('listitem')).toHaveCount(4)
  await expectNoBarriers(page, 'examples, while one writes')
  await expect(async () => {
    await examples.getByRole('button', { name: 'Shuffle' }).click()
    expect(await examples.getByRole('listitem').allTextContents()).not.toEqual(before)
  }).toPass()
  await examples.getByRole('listitem').first().getByRole('button').click()
  await expect(dialog(page, 'Reuse').getByRole('region', { name: 'What changes' })).toContainText('kettle')
  await dialog(page, 'Reuse').getByRole('button', { name: 'Keep mine' }).click()
  await expectPrompt(page, 'A kettle')
  await page.goto(at(studio.home, 'library?show=examples'))
  await page.getByRole('button', { name: 'Reuse “Product on a plinth”' }).click()
  await dialog(page, 'Reuse').getByRole('button', { name: 'Take over' }).click()
  await page.waitForURL('**/playground')
  await expectPrompt(page, /^Studio photograph of \{\{product=/)
})

test('a recipe to start with has a picture once it was made here, and chosen for the team', async ({
  playground: page,
  studio,
}) => {
  await page.goto(at(studio.home, 'library?show=examples'))
  await expect(starters(page)).toHaveCount(6)
  await expect(starters(page).getByRole('img')).toHaveCount(0)
  await page.getByRole('button', { name: 'Reuse “Packaging on a shelf”' }).click()
  await page.waitForURL('**/playground')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await page.getByRole('list', { name: 'Results' }).getByRole('img').first().waitFor()
  await page.goto(at(studio.home, 'library?show=examples'))
  await expect(starters(page).filter({ hasText: 'Packaging on a shelf' })).toBeVisible()
  await expect(starters(page).getByRole('img')).toHaveCount(0)
  await openPicture(page, studio.home)
  await page.getByRole('button', { name: 'Add to examples' }).click()
  await dialog(page, 'Add to examples').getByText('The team’s').click()
  await dialog(page, 'Add to examples').getByRole('button', { name: 'Add' }).click()
  await expect(dialog(page, 'Picture').getByText('1 example added.')).toBeVisible()
  await page.goto(at(studio.home, 'library?show=examples'))
  await expect(starters(page).filter({ hasText: 'Packaging on a shelf' }).getByRole('img')).toBeVisible()
  await expect(starters(page).getByRole('img')).toHaveCount(1)
  await page.getByRole('radio', { name: 'The team’s' }).click()
  await expect(cards(page)).toHaveCount(1)
  await expectNoBarriers(page, 'examples of the team', ['desk'])
})

test('a member’s page shows what they chose, and opens to a stranger by its link', async ({
  playground: page,
  studio,
}) => {
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'My page' }).click()
  await page.waitForURL('**/people/*')
  const address = page.url()
  await expect(page.getByRole('heading', { name: 'Nothing is shown here yet' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Share this page' })).toHaveCount(0)
  await expectNoBarriers(page, 'my page, empty', ['desk'])
  await makeExamples(page, studio.home, ['A tulip', 'A daisy'])
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible()
  await expect.poll(async () => new Set(await titles(page))).toEqual(new Set(['A daisy', 'A tulip']))
  await page.getByRole('button', { name: 'More about A tulip' }).click()
  await page.getByRole('menuitem', { name: 'Not on my page' }).click()
  await expect.poll(() => titles(page)).toEqual(['A daisy'])
  await expectNoBarriers(page, 'my page')

  await page.getByRole('button', { name: 'Share this page' }).click()
  const share = dialog(page, 'Share 1 image')
  await expect(share.getByRole('textbox', { name: 'Title' })).toHaveValue('Ada Lovelace')
  await share.getByRole('button', { name: 'Make the link' }).click()
  const link = page.getByRole('textbox', { name: 'Address of the link' })
  await expect(link).toHaveValue(/\/s\/[\w-]{43}$/)
  const stranger = await aStranger(page)
  await stranger.goto(await link.inputValue())
  await expect(stranger.getByRole('heading', { name: 'Ada Lovelace' })).toBeVisible()
  await expect(stranger.getByRole('list', { name: 'Pictures' }).getByRole('listitem')).toHaveCount(1)
  await stranger.context().close()
  await page.goto(at(studio.home, 'links'))
  await expect(page.getByRole('main').getByText('Ada Lovelace').first()).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('a picture becomes an example, and its recipe is opened from the library', async ({
    playground: page,
    studio,
  }) => {
    await expect(shelf(page).getByRole('listitem')).toHaveCount(4)
    await write(page, 'A lighthouse')
    await page.getByRole('button', { name: /^Generate/ }).tap()
    await page.getByRole('list', { name: 'Results' }).getByRole('img', { name: 'A lighthouse' }).waitFor()
    await page.goto(at(studio.home, 'gallery'))
    await pictures(page).first().tap()
    await page.getByRole('button', { name: 'Add to examples' }).tap()
    await dialog(page, 'Add to examples').getByRole('textbox', { name: 'Title' }).fill('Light')
    await expect(dialog(page, 'Add to examples')).toBeInViewport({ ratio: 1 })
    await dialog(page, 'Add to examples').getByRole('button', { name: 'Add' }).tap()
    await expect(dialog(page, 'Picture').getByText('1 example added.')).toBeVisible()
    await page.goto(at(studio.home, 'library?show=examples'))
    await expect.poll(() => titles(page)).toEqual(['Light'])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.goto(at(studio.home, 'playground'))
    await write(page, '')
    await page.getByRole('button', { name: 'Examples' }).tap()
    await dialog(page, 'Examples').getByRole('button', { name: 'Light', exact: true }).tap()
    await dialog(page, 'Reuse').or(page.getByText('Taken over into the editor.')).first().waitFor()
    await page.goto(at(studio.home, 'library?show=examples'))
    await cards(page).first().getByRole('button', { name: 'Reuse' }).tap()
    await dialog(page, 'Reuse').or(page.getByText('Taken over into the editor.')).first().waitFor()
  })
})
