import type { Locator, Page } from '@playwright/test'
import { devices } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { generate, showOther } from './steps.ts'

/** Without the browser, which would ask for a worker of its own. */
const { defaultBrowserType: _phone, ...phone } = devices['Pixel 7']

test.use({ seeded: 600 })

const tiles = (page: Page) => page.getByRole('list', { name: /^Pictures, / }).getByRole('listitem')
const tileAt = (page: Page, position: number) => page.locator(`[data-at="${position}"]`)
const selection = (page: Page) => page.getByRole('region', { name: 'Selection' })

async function openGallery(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/gallery`)
  await expect(page.getByRole('img', { name: 'Seeded 1', exact: true }).first()).toBeVisible()
  // The whole list is laid out: its last month is known.
  await expect(page.getByRole('slider', { name: 'Date' })).toBeAttached()
}

/** Where a picture stands on the screen. */
const topOf = async (tile: Locator) => Math.round((await tile.boundingBox())?.y ?? Number.NaN)

async function choose(page: Page, position: number): Promise<void> {
  await tileAt(page, position).hover()
  await tileAt(page, position).getByRole('checkbox', { name: 'Select' }).click()
}

test('the oldest is a key away, and the newest too; in between nothing is missing', async ({
  page,
  studio,
}) => {
  await openGallery(page, studio.home)
  await tiles(page).first().getByRole('link').focus()
  await page.keyboard.press('End')
  await expect(tileAt(page, 599).getByRole('link')).toBeFocused()
  await expect(page.getByRole('img', { name: 'Seeded 150', exact: true })).toHaveCount(4)
  await page.keyboard.press('PageUp')
  await page.keyboard.press('ArrowLeft')
  await expect(page.locator(':focus')).toHaveRole('link')
  await page.keyboard.press('Home')
  await expect(tileAt(page, 0).getByRole('link')).toBeFocused()
  await expect(tileAt(page, 0)).toBeInViewport({ ratio: 0.9 })
})

test('the dates beside the wall lead there, by key and by hand', async ({ page, studio }) => {
  await openGallery(page, studio.home)
  const slider = page.getByRole('slider', { name: 'Date' })
  const newest = await slider.getAttribute('aria-valuetext')
  await slider.focus()
  await page.keyboard.press('ArrowDown')
  await expect(slider).not.toHaveAttribute('aria-valuetext', newest ?? '')
  await expect(slider).toHaveAttribute('aria-valuenow', '1')
  await expect(tiles(page).getByRole('img').first()).toBeVisible()
  await page.keyboard.press('End')
  await expect(page.getByRole('img', { name: 'Seeded 150', exact: true }).first()).toBeVisible()
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', newest ?? '')
  const box = await slider.boundingBox()
  if (!box) throw new Error('The dates are not shown.')
  await page.mouse.move(box.x + box.width / 2, box.y + 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 1, { steps: 8 })
  await page.mouse.up()
  await expect(page.getByRole('img', { name: 'Seeded 150', exact: true }).first()).toBeVisible()
})

test('from one picture to another far away everything is chosen, also what nobody has seen', async ({
  page,
  studio,
}) => {
  await openGallery(page, studio.home)
  await choose(page, 3)
  await expect(selection(page).getByRole('status')).toHaveText('1 selected')
  await page.getByRole('slider', { name: 'Date' }).focus()
  await page.keyboard.press('End')
  await expect(tileAt(page, 590).getByRole('link')).toBeVisible()
  await tileAt(page, 590)
    .getByRole('link')
    .click({ modifiers: ['Shift'] })
  await expect(selection(page).getByRole('status')).toHaveText('588 selected')
  await selection(page).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('588 images moved to the trash.')).toBeVisible()
  await expect(tiles(page)).toHaveCount(12)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone for 588 images.')).toBeVisible()
  await expect(page.getByRole('slider', { name: 'Date' })).toBeVisible()
})

test('all that match can be chosen, some of it not, and what was deleted is restored from the trash', async ({
  page,
  studio,
}) => {
  await openGallery(page, studio.home)
  await choose(page, 0)
  await selection(page).getByRole('button', { name: 'all 600 that match' }).click()
  await expect(selection(page).getByRole('status')).toHaveText('600 selected')
  await tileAt(page, 1).getByRole('link').click()
  await expect(selection(page).getByRole('status')).toHaveText('599 selected')
  await page.keyboard.press('Escape')
  await expect(selection(page)).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+a')
  await expect(selection(page).getByRole('status')).toHaveText('600 selected')
  await tileAt(page, 2).getByRole('link').click()
  await selection(page).getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('599 images moved to the trash.')).toBeVisible()
  await expect(tiles(page)).toHaveCount(1)
  await showOther(page, 'Trash')
  await expect(tiles(page).first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(selection(page).getByRole('status')).toHaveText('599 selected')
  await selection(page).getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible()
})

test('keys mark a picture where it hangs, and say so', async ({ page, studio }) => {
  await openGallery(page, studio.home)
  const tile = tileAt(page, 1)
  await tile.getByRole('link').focus()
  await page.keyboard.press('4')
  await expect(tile.getByRole('img', { name: 'Rated 4 of 5' })).toBeVisible()
  await page.keyboard.press('x')
  await expect(tile.getByLabel('Rejected')).toBeVisible()
  await page.keyboard.press('.')
  await expect(tile.getByRole('button', { name: 'Favourite', pressed: true })).toBeVisible()
  await page.keyboard.press('0')
  await expect(tile.getByRole('img', { name: /^Rated/ })).toHaveCount(0)
  await page.keyboard.press('Space')
  await expect(selection(page).getByRole('status')).toHaveText('1 selected')
  await showOther(page, 'Rejected')
  await expect(tiles(page)).toHaveCount(1)
})

test('what is new comes on top, and moves nothing that one looks at', async ({ page, studio, context }) => {
  await openGallery(page, studio.home)
  await page.getByRole('slider', { name: 'Date' }).focus()
  await page.keyboard.press('ArrowDown')
  const looked = page.getByRole('img', { name: /^Seeded/ }).nth(20)
  await expect(looked).toBeVisible()
  const source = (await looked.getAttribute('src')) ?? ''
  const same = page.locator(`img[src="${source}"]`)
  const before = await topOf(same)
  const other = await context.newPage()
  await other.goto(`${studio.home}/playground`)
  await generate(other, 'A late arrival', 3)
  const news = page.getByRole('button', { name: '3 new' })
  await expect(news).toBeVisible()
  expect(await topOf(same)).toBe(before)
  await news.click()
  await expect(page.getByRole('img', { name: 'A late arrival' })).toHaveCount(3)
  await expect(news).toHaveCount(0)
})

test('a picture that a colleague deleted goes without moving the others', async ({
  page,
  studio,
  context,
}) => {
  await openGallery(page, studio.home)
  const other = await context.newPage()
  await openGallery(other, studio.home)
  await page.getByRole('slider', { name: 'Date' }).focus()
  await page.keyboard.press('ArrowDown')
  const looked = page.getByRole('img', { name: /^Seeded/ }).nth(20)
  const source = (await looked.getAttribute('src')) ?? ''
  const same = page.locator(`img[src="${source}"]`)
  const before = await topOf(same)
  await tileAt(other, 0).getByRole('link').focus()
  await other.keyboard.press('Delete')
  await expect(other.getByText('Moved to the trash.')).toBeVisible()
  await page.waitForTimeout(1_500)
  expect(await topOf(same)).toBe(before)
  await page.keyboard.press('Home')
  await expect(page.getByRole('img', { name: 'Seeded 1', exact: true })).toHaveCount(3)
})

test('close up one goes through the whole list, beyond what was loaded', async ({ page, studio }) => {
  await openGallery(page, studio.home)
  await tileAt(page, 1).getByRole('link').click()
  const dialog = page.getByRole('dialog', { name: 'Picture' })
  await expect(dialog.getByText('2 of 600')).toBeVisible()
  for (let step = 3; step <= 120; step++) {
    await page.keyboard.press('ArrowRight')
    await expect(dialog.getByText(`${step} of 600`)).toBeVisible()
  }
  await expect(dialog.getByRole('group', { name: 'Filmstrip' }).getByRole('button')).toHaveCount(15)
  await dialog.getByRole('button', { name: 'Picture 118', exact: true }).click()
  await expect(dialog.getByText('118 of 600')).toBeVisible()
  const picture = dialog.getByRole('img', { name: /^Seeded/ }).first()
  const whole = await picture.boundingBox()
  await page.keyboard.press('+')
  await expect
    .poll(async () => (await picture.boundingBox())?.width)
    .toBeGreaterThan((whole?.width ?? 0) * 1.2)
  await page.keyboard.press('-')
  await page.keyboard.press('-')
  await expect.poll(async () => (await picture.boundingBox())?.width).toBeLessThan((whole?.width ?? 0) * 1.05)
  await picture.dblclick()
  await expect.poll(async () => (await picture.boundingBox())?.width).toBeGreaterThan((whole?.width ?? 0) * 2)
  await page.keyboard.press('Escape')
  await expect(tileAt(page, 117).getByRole('link')).toBeFocused()
  await expect(tileAt(page, 117)).toBeInViewport()
})

test('dragging over everything asks for little, and shows what one stops at', async ({ page, studio }) => {
  await openGallery(page, studio.home)
  let pages = 0
  page.on('request', (request) => {
    if (request.url().includes('/gallery?')) pages += 1
  })
  const slider = page.getByRole('slider', { name: 'Date' })
  const box = await slider.boundingBox()
  if (!box) throw new Error('The dates are not shown.')
  await page.mouse.move(box.x + 20, box.y + 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 20, box.y + box.height - 1, { steps: 60 })
  await page.mouse.up()
  await expect(page.getByRole('img', { name: 'Seeded 150', exact: true }).first()).toBeVisible()
  expect(pages).toBeLessThan(20)
  expect(await page.locator('img').count()).toBeLessThanOrEqual(80)
})

test('no barriers on the wall: choosing, scrubbing, on its way, marked', async ({ page, studio }) => {
  await openGallery(page, studio.home)
  await tileAt(page, 1).getByRole('link').focus()
  for (const key of ['4', '.', 'ArrowRight', 'x']) await page.keyboard.press(key)
  await choose(page, 4)
  await choose(page, 5)
  await expectNoBarriers(page, 'wall, choosing')
  await selection(page).getByRole('button', { name: 'More' }).click()
  await expectNoBarriers(page, 'wall, choosing, menu', ['desk'])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('slider', { name: 'Date' }).focus()
  await page.keyboard.press('ArrowDown')
  await expectNoBarriers(page, 'wall, scrubbing')
  await page.route('**/api/t/*/gallery?**', () => undefined)
  await page.keyboard.press('End')
  await expect(tileAt(page, 590).getByRole('button')).toBeVisible()
  await expectNoBarriers(page, 'wall, on its way')
  await page.goto(`${studio.home}/gallery?show=albums`)
  await expectNoBarriers(page, 'wall, albums')
})

test.describe('on a phone', () => {
  test.use({ ...phone, viewport: { width: 390, height: 844 } })

  test('a finger that stays chooses, the next ones choose more', async ({ page, studio }) => {
    await openGallery(page, studio.home)
    const client = await page.context().newCDPSession(page)
    const box = await tileAt(page, 2).boundingBox()
    const at = { x: (box?.x ?? 0) + 30, y: (box?.y ?? 0) + 60 }
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await expect(selection(page).getByRole('status')).toHaveText('1 selected')
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await tileAt(page, 4).getByRole('link').tap()
    await expect(selection(page).getByRole('status')).toHaveText('2 selected')
    await expect(page.getByRole('dialog', { name: 'Picture' })).toHaveCount(0)
    await selection(page).getByRole('button', { name: 'Delete' }).tap()
    await expect(page.getByText('2 images moved to the trash.')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).tap()
    await expect(page.getByText('2 images restored.')).toBeVisible()
  })

  test('the handle is there while one scrolls, and leads to the oldest', async ({ page, studio }) => {
    await openGallery(page, studio.home)
    await page.mouse.move(200, 500)
    await page.mouse.wheel(0, 900)
    const slider = page.getByRole('slider', { name: 'Date' })
    const box = await slider.boundingBox()
    if (!box) throw new Error('The handle is not shown.')
    const client = await page.context().newCDPSession(page)
    const x = box.x + box.width - 10
    const touch = (type: 'touchStart' | 'touchMove', y: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] })
    await touch('touchStart', box.y + 40)
    for (let step = 1; step <= 10; step++)
      await touch('touchMove', box.y + 40 + ((box.height - 41) * step) / 10)
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect(page.getByRole('img', { name: 'Seeded 150', exact: true }).first()).toBeVisible()
  })
})
