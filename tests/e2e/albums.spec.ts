import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { generate, write } from './steps.ts'

const gallery = (home: string, show = '') => `${home}/gallery${show && `?show=${show}`}`
const albums = (page: Page) => page.getByRole('list', { name: 'Albums' })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })

/** Makes an album where it is asked into which one. */
async function makeAlbumIn(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Find or make an album' }).fill(name)
  await expect(page.getByRole('option', { name: `Create “${name}”` })).toBeVisible()
  await page.keyboard.press('Enter')
}

test('an album is made, renamed, deleted, had back, and had back later', async ({
  playground: page,
  studio,
}) => {
  await page.goto(gallery(studio.home, 'albums'))
  await expectNoBarriers(page, 'albums, empty')
  await page.getByRole('button', { name: 'New album' }).click()
  await dialog(page, 'New album').getByRole('textbox', { name: 'Name' }).fill('Spring')
  await page.keyboard.press('Enter')
  await expect(dialog(page, 'New album')).toHaveCount(0)
  await page.goto(gallery(studio.home, 'albums'))
  await expect(albums(page).getByText('Spring')).toBeVisible()
  await page.getByRole('button', { name: 'More about Spring' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await dialog(page, 'Rename the album').getByRole('textbox', { name: 'Name' }).fill('Summer')
  await page.keyboard.press('Enter')
  await expect(albums(page).getByText('Summer')).toBeVisible()
  await expectNoBarriers(page, 'albums, filled')
  for (const back of ['Undo', 'Restore Summer']) {
    await page.getByRole('button', { name: 'More about Summer' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(page.getByRole('heading', { name: 'No albums yet' })).toBeVisible()
    await expect(page.getByText('30 days left')).toBeVisible()
    await page.getByRole('button', { name: back, exact: true }).first().click()
    await expect(albums(page).getByText('Summer')).toBeVisible()
  }
})

test('what is generated comes into the album that was chosen, by keyboard, also after a reload', async ({
  playground: page,
  studio,
}) => {
  await page.getByRole('button', { name: 'Into an album' }).focus()
  await page.keyboard.press('Enter')
  await makeAlbumIn(page, 'Spring campaign')
  await expect(page.getByRole('button', { name: 'Into: Spring campaign' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Into: Spring campaign' })).toBeVisible()
  await generate(page, 'A tulip', 2)
  await page.getByRole('button', { name: 'Into: Spring campaign' }).click()
  await expectNoBarriers(page, 'into an album')
  await page.getByRole('button', { name: 'Into no album' }).click()
  await generate(page, 'A daisy')
  await page.goto(gallery(studio.home, 'albums'))
  await expect(albums(page).getByRole('link', { name: /Spring campaign/ })).toContainText('2 pictures')
})

test('a picture is put into an album from close up, and taken back', async ({ playground: page, studio }) => {
  await generate(page, 'A lighthouse')
  await page.goto(gallery(studio.home))
  await page.getByRole('list', { name: 'Pictures' }).getByRole('img').first().click()
  await page.getByRole('button', { name: 'Add to album' }).click()
  await expectNoBarriers(page, 'add to album')
  await makeAlbumIn(page, 'Lights')
  const close = dialog(page, 'Picture')
  await expect(close.getByText('1 image added to the album.')).toBeVisible()
  const facts = page.getByRole('complementary', { name: 'About this picture' })
  await expect(facts.getByText('Lights')).toBeVisible()
  await close.getByRole('button', { name: 'Undo' }).click()
  await expect(close.getByText('Undone for 1 image.')).toBeVisible()
  await expect(facts.getByText('Lights')).toHaveCount(0)
})

test('what is chosen comes into an album, is put in order by keyboard, and taken out again', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A chess piece', 3)
  await page.goto(gallery(studio.home))
  const links = page.getByRole('list', { name: 'Pictures' }).getByRole('link')
  await expect(links).toHaveCount(3)
  await links.first().focus()
  await page.keyboard.press(' ')
  const bar = page.getByRole('region', { name: 'Selection' })
  await bar.getByRole('button', { name: /^all 3/ }).click()
  await bar.getByRole('button', { name: 'Album' }).click()
  await makeAlbumIn(page, 'Chess')
  await expect(page.getByText('3 images added to the album.')).toBeVisible()
  await page.goto(gallery(studio.home, 'albums'))
  await albums(page).getByRole('link', { name: /Chess/ }).click()
  await expect(page.getByRole('heading', { name: 'Chess' })).toBeVisible()
  const tiles = page.getByRole('list', { name: 'Pictures' }).getByRole('listitem')
  await expect(tiles).toHaveCount(3)
  const order = () => tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute('data-image')))
  const [a, b, c] = await order()
  await expectNoBarriers(page, 'an album')
  await tiles.first().getByRole('link').focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(order).toEqual([b, a, c])
  await page.reload()
  await expect.poll(order).toEqual([b, a, c])
  await tiles.first().getByRole('link').focus()
  await page.keyboard.press(' ')
  await bar.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Take out of the album' }).click()
  await expect.poll(order).toEqual([a, c])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(order).toEqual([b, a, c])
})

test('by hand: carried to an album, put in order there together, and one of them is its cover', async ({
  playground: page,
  studio,
}) => {
  await page.goto(gallery(studio.home, 'albums'))
  await page.getByRole('button', { name: 'New album' }).click()
  await dialog(page, 'New album').getByRole('textbox', { name: 'Name' }).fill('Shells')
  await page.keyboard.press('Enter')
  await expect(dialog(page, 'New album')).toHaveCount(0)
  await page.goto(`${studio.home}/playground`)
  await generate(page, 'A shell', 4)
  await page.goto(gallery(studio.home))
  const tiles = page.getByRole('list', { name: 'Pictures' }).getByRole('listitem')
  await tiles.first().getByRole('link').focus()
  await page.keyboard.press('ControlOrMeta+a')
  const from = await tiles.nth(1).getByRole('link').boundingBox()
  if (!from) throw new Error('The picture is not there.')
  await page.mouse.move(from.x + 40, from.y + 40)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 60, { steps: 4 })
  const tray = page.getByRole('list', { name: 'Put into an album' })
  await tray.getByText('Shells').hover({ force: true })
  await tray.getByText('Shells').hover({ force: true })
  await page.mouse.up()
  await expect(page.getByText('4 images added to the album.')).toBeVisible()

  await page.goto(gallery(studio.home, 'albums'))
  await albums(page)
    .getByRole('link', { name: /Shells/ })
    .click()
  await expect(tiles).toHaveCount(4)
  const order = () => tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute('data-image')))
  const [a, b, c, d] = await order()
  await tiles.nth(2).getByRole('link').focus()
  await page.keyboard.press(' ')
  await tiles.nth(3).getByRole('link').focus()
  await page.keyboard.press(' ')
  await tiles.nth(3).getByRole('link').dragTo(tiles.nth(0).getByRole('link'))
  await expect.poll(order).toEqual([c, d, a, b])

  await page.reload()
  await tiles.nth(2).getByRole('link').focus()
  await page.keyboard.press(' ')
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Use as the cover' }).click()
  await expect(page.getByText('The album has a new cover.')).toBeVisible()
  await page.getByRole('button', { name: 'All albums' }).click()
  await expect(albums(page).getByRole('listitem').locator('img')).toHaveAttribute('src', new RegExp(a ?? '-'))
})

test('a picture is rated by stars and by keys, rejected, and each is taken back', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A kite')
  await page.goto(gallery(studio.home))
  await page.getByRole('list', { name: 'Pictures' }).getByRole('img').first().click()
  const stars = page.getByRole('radiogroup', { name: 'Your rating' })
  const close = dialog(page, 'Picture')
  await stars.getByRole('radio', { name: '4 stars' }).click()
  await expect(close.getByText('4.0 from 1')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(stars.getByRole('radio', { name: '5 stars' })).toBeChecked()
  await page.keyboard.press('2')
  await expect(close.getByText('2.0 from 1')).toBeVisible()
  await page.keyboard.press('x')
  await expect(close.getByRole('button', { name: 'Rejected', pressed: true })).toBeVisible()
  await page.keyboard.press('.')
  await expect(close.getByRole('button', { name: 'Favourite', pressed: true })).toBeVisible()
  await expectNoBarriers(page, 'lightbox, rated')
  await page.reload()
  await expect(stars.getByRole('radio', { name: '2 stars' })).toBeChecked()
  await page.keyboard.press('0')
  await expect(close.getByText('Not rated yet')).toBeVisible()
  await page.keyboard.press('x')
  await expect(close.getByRole('button', { name: 'Reject', exact: true })).toBeVisible()
})

test('an answer that is older than the rating does not take it back, and the arrows go on from there', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A kite')
  await page.goto(gallery(studio.home))
  await page.getByRole('list', { name: 'Pictures' }).getByRole('img').first().click()
  const stars = page.getByRole('radiogroup', { name: 'Your rating' })
  const close = dialog(page, 'Picture')
  await stars.getByRole('radio', { name: '2 stars' }).click()
  await expect(close.getByText('2.0 from 1')).toBeVisible()

  // What is read again after the next rating is held back until the one after it was given.
  const [older, sent] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let [isHeld, isRead] = [false, false]
  await page.route(/\/api\/t\/[^/]+\/gallery\/[\da-f-]{36}$/, async (route) => {
    const response = await route.fetch()
    isHeld = true
    await older.promise
    await route.fulfill({ response }).catch(() => undefined)
    isRead = true
  })
  await page.keyboard.press('3')
  await expect.poll(() => isHeld).toBe(true)
  await page.route('**/gallery?image=*', async (route) => {
    await sent.promise
    await route.continue()
  })
  await page.keyboard.press('4')
  await expect(stars.getByRole('radio', { name: '4 stars' })).toBeChecked()
  older.resolve()
  await expect.poll(() => isRead).toBe(true)
  await expect(close.getByText('3.0 from 1')).toHaveCount(0)
  await stars.getByRole('radio', { name: '4 stars' }).press('ArrowRight')
  await expect(stars.getByRole('radio', { name: '5 stars' })).toBeChecked()
  sent.resolve()
  await page.unrouteAll({ behavior: 'wait' })
  await page.reload()
  await expect(stars.getByRole('radio', { name: '5 stars' })).toBeChecked()
})

test('tags are typed with what there is, renamed for all, and a deleted one comes back', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A boat', 2)
  await page.goto(gallery(studio.home))
  const pictures = page.getByRole('list', { name: 'Pictures' })
  const close = dialog(page, 'Picture')
  const field = close.getByRole('combobox', { name: 'Add a tag' })
  const tags = close.getByRole('list', { name: 'Tags' })
  await pictures.getByRole('img').first().click()
  await field.fill('  Sea   View ')
  await field.press('Enter')
  await expect(tags.getByText('sea view')).toBeVisible()
  await close.getByRole('button', { name: 'Next' }).click()
  await field.fill('sea')
  await expect(close.getByRole('option', { name: /sea view/ })).toBeVisible()
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect(tags.getByText('sea view')).toBeVisible()
  await close.getByRole('button', { name: 'All tags' }).click()
  const all = dialog(page, 'Tags')
  await expect(all.getByRole('listitem')).toContainText('2')
  await expectNoBarriers(page, 'all tags')
  await all.getByRole('button', { name: 'Rename sea view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('ocean')
  await page.keyboard.press('Enter')
  await all.getByRole('button', { name: 'Delete ocean' }).click()
  await expect(all.getByText('No picture has a tag yet.')).toBeVisible()
  await all.getByRole('button', { name: 'Undo' }).last().click()
  await expect(all.getByRole('listitem')).toContainText('2')
  await all.getByRole('button', { name: 'Close' }).click()
  await close.getByRole('button', { name: 'Remove ocean' }).click()
  await expect(tags).toHaveCount(0)
})

test('the trash says how long things stay, and asks before they go for good', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A paper plane', 3)
  await page.goto(gallery(studio.home))
  const pictures = page.getByRole('list', { name: 'Pictures' })
  for (let left = 3; left > 1; left--) {
    await pictures.getByRole('link').first().focus()
    await page.keyboard.press('Delete')
    await expect(pictures.getByRole('img')).toHaveCount(left - 1)
  }
  await page.goto(gallery(studio.home, 'trash'))
  await expect(page.getByText('What is here goes for good 30 days after it was deleted.')).toBeVisible()
  await expectNoBarriers(page, 'trash')
  await pictures.getByRole('img').first().click()
  const close = dialog(page, 'Picture')
  await expect(close.getByText('30 days left')).toBeVisible()
  await close.getByRole('button', { name: 'Delete for good' }).click()
  await expectNoBarriers(page, 'delete for good')
  await dialog(page, 'Delete for good?').getByRole('button', { name: 'Keep it' }).click()
  await close.getByRole('button', { name: 'Delete for good' }).click()
  await dialog(page, 'Delete for good?').getByRole('button', { name: 'Delete for good' }).click()
  await expect(close).toHaveCount(0)
  await expect(pictures.getByRole('img')).toHaveCount(1)
  await page.getByRole('button', { name: 'Empty trash now' }).click()
  await expect(dialog(page, 'Empty the trash?')).toContainText('This picture will be gone')
  await page.getByRole('button', { name: 'Empty the trash' }).click()
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
  await page.getByRole('radio', { name: 'Mine' }).check({ force: true })
  await expect(pictures.getByRole('img')).toHaveCount(1)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('albums, stars and tags are all in reach', async ({ playground: page, studio }) => {
    await page.getByRole('button', { name: 'Into an album' }).click()
    await makeAlbumIn(page, 'Pocket')
    await expect(page.getByRole('button', { name: 'Into: Pocket' })).toBeVisible()
    await write(page, 'A coin')
    await page.getByRole('button', { name: /^Generate/ }).click()
    await page.getByRole('list', { name: 'Results' }).getByRole('img').first().waitFor()
    await page.goto(gallery(studio.home, 'albums'))
    await expect(albums(page).getByRole('link', { name: /Pocket/ })).toContainText('picture')
    await page.goto(gallery(studio.home))
    await page.getByRole('list', { name: 'Pictures' }).getByRole('img').first().click()
    const close = dialog(page, 'Picture')
    await close.getByRole('radio', { name: '3 stars' }).tap()
    await expect(close.getByText('3.0 from 1')).toBeVisible()
    await close.getByRole('combobox', { name: 'Add a tag' }).fill('metal')
    await page.keyboard.press('Enter')
    await expect(close.getByRole('list', { name: 'Tags' }).getByText('metal')).toBeVisible()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBe(390)
  })
})
