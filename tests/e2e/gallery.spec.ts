import { expect, test } from './fixtures.ts'
import { expectPrompt, generate, showOther, write } from './steps.ts'

test('what was made is found in the gallery, and says everything about itself', async ({
  playground: page,
}) => {
  await generate(page, 'A lighthouse in a storm', 2)
  await page.getByRole('link', { name: 'Gallery' }).click()
  const pictures = page.getByRole('list', { name: 'Pictures' })
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  await expect(pictures.getByRole('img', { name: 'A lighthouse in a storm' })).toHaveCount(2)
  await pictures.getByRole('img').first().click()
  const facts = page.getByRole('dialog', { name: 'Picture' }).getByRole('complementary')
  for (const fact of [
    'A lighthouse in a storm',
    'imagen-3.0-generate-002',
    '$0.03',
    '$0.06',
    'Ada Lovelace',
  ]) {
    await expect(facts.getByText(fact, { exact: true })).toBeVisible()
  }
  await expect(facts.getByText(/^req_/)).toBeVisible()
  await expect(facts.getByText(/^[0-9a-f]{64}$/)).toBeVisible()
})

test('the lightbox goes on and back, Back closes it, and its address opens it again', async ({
  playground: page,
}) => {
  await generate(page, 'Three boats', 3)
  await page.getByRole('link', { name: 'Gallery' }).click()
  const pictures = page.getByRole('list', { name: 'Pictures' })
  await pictures.getByRole('img').nth(1).click()
  const dialog = page.getByRole('dialog', { name: 'Picture' })
  await expect(dialog.getByText('2 of 3')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(dialog.getByText('3 of 3')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Next' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Previous' }).click()
  await expect(dialog.getByText('2 of 3')).toBeVisible()
  const address = page.url()
  await page.goBack()
  await expect(dialog).toHaveCount(0)
  await page.goto(address)
  await expect(dialog.getByText('2 of 3')).toBeVisible()
})

test('a favourite stays one, and is found among the favourites', async ({ playground: page }) => {
  await generate(page, 'A kite')
  await page.getByRole('link', { name: 'Gallery' }).click()
  const pictures = page.getByRole('list', { name: 'Pictures' })
  await pictures.getByRole('listitem').hover()
  await pictures.getByRole('button', { name: 'Favourite' }).click()
  await expect(pictures.getByRole('button', { name: 'Favourite', pressed: true })).toBeVisible()
  await page.reload()
  await showOther(page, 'Favourites')
  await expect(pictures.getByRole('img', { name: 'A kite' })).toBeVisible()
  await pictures.getByRole('button', { name: 'Favourite' }).click()
  await expect(page.getByRole('heading', { name: 'No favourites yet' })).toBeVisible()
})

test('what is deleted can be taken back at once, and later from the trash', async ({ playground: page }) => {
  await generate(page, 'A paper plane')
  await page.getByRole('link', { name: 'Gallery' }).click()
  const picture = page.getByRole('list', { name: 'Pictures' }).getByRole('img', { name: 'A paper plane' })
  const dialog = page.getByRole('dialog', { name: 'Picture' })
  await picture.click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('heading', { name: 'No pictures yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(picture).toBeVisible()

  await picture.click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await showOther(page, 'Trash')
  await picture.click()
  await dialog.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  await page.getByRole('radio', { name: 'Mine' }).check()
  await expect(picture).toBeVisible()
})

test('deleting a whole row of the playground can be undone', async ({ playground: page }) => {
  await generate(page, 'A red balloon', 2)
  const results = page.getByRole('list', { name: 'Results' })
  await results.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(results.getByRole('img')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(results.getByRole('img', { name: 'A red balloon' })).toHaveCount(2)
})

test('a picture made private says so, and one that is not looks so again', async ({ playground: page }) => {
  await generate(page, 'A secret garden')
  const results = page.getByRole('list', { name: 'Results' })
  await results.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Make private' }).click()
  await expect(results.getByText('Private')).toBeVisible()
  await results.getByRole('img').click()
  const dialog = page.getByRole('dialog', { name: 'Picture' })
  await expect(dialog.getByText('its author and the admins')).toBeVisible()
  await dialog.getByRole('button', { name: 'Show to the team' }).click()
  await expect(dialog.getByText('the team', { exact: true })).toBeVisible()
})

test('reuse brings everything that made a picture back into the editor', async ({ playground: page }) => {
  await generate(page, 'A windmill at noon', 3)
  await write(page, 'Something else')
  await page.getByRole('link', { name: 'Gallery' }).click()
  await page.getByRole('list', { name: 'Pictures' }).getByRole('img').first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reuse' }).click()
  await page.getByRole('button', { name: 'Take over' }).click()
  await expectPrompt(page, 'A windmill at noon')
  await expect(page.getByRole('button', { name: /^Generate 3/ })).toBeVisible()
})

test('only the pictures near the window are there, and all can be reached', async ({ playground: page }) => {
  for (let round = 0; round < 12; round++) await generate(page, `Round ${round}`, 10)
  await page.goto(page.url().replace('playground', 'gallery'))
  const pictures = page.getByRole('list', { name: 'Pictures' })
  await expect(pictures.getByRole('img', { name: 'Round 11' }).first()).toBeVisible()
  expect(await page.locator('img').count()).toBeLessThan(80)
  const oldest = pictures.getByRole('img', { name: 'Round 0', exact: true })
  await expect(async () => {
    await pictures.last().hover()
    await page.mouse.wheel(0, 100_000)
    await expect(oldest).toHaveCount(10, { timeout: 500 })
  }).toPass()
  expect(await page.locator('img').count()).toBeLessThan(80)
})

test('a file that cannot be shown says so in its place', async ({ playground: page }) => {
  await generate(page, 'A lost file')
  await page.route('**/images/*/*', (route) => route.abort())
  await page.goto(page.url().replace('playground', 'gallery'))
  await expect(page.getByText('The file cannot be shown')).toBeVisible()
})

test('what one tab makes appears in the gallery of another', async ({ playground: page, context }) => {
  const other = await context.newPage()
  await other.goto(page.url().replace('playground', 'gallery'))
  await expect(other.getByRole('heading', { name: 'No pictures yet' })).toBeVisible()
  await generate(page, 'Seen over there')
  await expect(other.getByRole('img', { name: 'Seen over there' })).toBeVisible()
})
