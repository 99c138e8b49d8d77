import type { Locator, Page } from '@playwright/test'
import { devices } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { editorIsThere, owner, write } from './steps.ts'

/** Without the browser, which would ask for a worker of its own. */
const { defaultBrowserType: _phone, ...phone } = devices['Pixel 7']
const { defaultBrowserType: _desk, ...desk } = devices['Desktop Chrome']

test.use({ ...phone, viewport: { width: 390, height: 844 } })

const smallest = 44

/** Where a finger hits a target: as far as it, or what stands in it, is what lies under the finger. */
function hitArea(target: Locator): Promise<{ width: number; height: number }> {
  return target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    const label = element.closest('label')
    const isHit = (atX: number, atY: number) => {
      const hit = document.elementFromPoint(atX, atY)
      return hit !== null && (element.contains(hit) || (label?.contains(hit) ?? false))
    }
    const reach = (stepX: number, stepY: number) => {
      let steps = 0
      while (steps < 200 && isHit(x + stepX * (steps + 1), y + stepY * (steps + 1))) steps++
      return steps
    }
    return { width: reach(-1, 0) + 1 + reach(1, 0), height: reach(0, -1) + 1 + reach(0, 1) }
  })
}

/** Taps what is large enough for a finger. */
async function tap(target: Locator): Promise<void> {
  await target.scrollIntoViewIfNeeded()
  await expect(target).toBeVisible()
  const { width, height } = await hitArea(target)
  const name = target.toString()
  expect.soft(width, `width of ${name}`).toBeGreaterThanOrEqual(smallest)
  expect.soft(height, `height of ${name}`).toBeGreaterThanOrEqual(smallest)
  await target.tap()
}

/** Nothing lies beyond the right edge, and nothing that is written in makes the phone zoom. */
async function expectFits(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    const fields = [
      ...document.querySelectorAll(
        'input:not([type=radio], [type=checkbox], [type=range]), textarea, select',
      ),
    ]
    return {
      width: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
      scrolling: [...document.querySelectorAll('main, main *')]
        .filter((element) => isShown(element) && element.scrollWidth > element.clientWidth + 1)
        .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
        .map((element) => element.outerHTML.slice(0, 120)),
      small: fields
        .filter((field) => isShown(field) && parseFloat(getComputedStyle(field).fontSize) < 16)
        .map((field) => field.outerHTML.slice(0, 120)),
    }
  })
  expect.soft(found.width, 'nothing lies beyond the edge').toBeLessThanOrEqual(found.window)
  expect.soft(found.scrolling, 'nothing scrolls sideways').toEqual([])
  expect.soft(found.small, 'what is written in is 16 pixels large').toEqual([])
}

for (const width of [390, 360]) {
  test.describe(`on a new server, ${width} pixels wide`, () => {
    test.use({ isSetUp: false, viewport: { width, height: 780 } })

    test('by touch: set-up, parameters, first pictures, one of them close up, delete, undo, sign-out', async ({
      page,
      studio,
    }) => {
      await page.goto(studio.url)
      await expectFits(page)
      const fields = {
        'Your name': owner.name,
        'E-mail': owner.email,
        Password: owner.password,
        'Team name': owner.team,
      }
      for (const [label, text] of Object.entries(fields)) {
        await tap(page.getByLabel(label))
        await page.keyboard.insertText(text)
      }
      await tap(page.getByRole('button', { name: 'Create studio' }))
      await page.waitForURL('**/t/northwind-studio/playground')
      await expectFits(page)

      await tap(page.getByRole('button', { name: 'Parameters' }))
      const sheet = page.getByRole('dialog', { name: 'Parameters' })
      await tap(sheet.getByRole('button', { name: /^Model:/ }))
      await expectFits(page)
      await tap(page.getByRole('option', { name: /^Imagen 4/ }))
      await expect(sheet.getByRole('button', { name: /^Model: Imagen 4/ })).toBeVisible()
      await expect(sheet.getByRole('spinbutton', { name: 'Seed' })).toBeVisible()
      await tap(sheet.getByRole('radio', { name: '2', exact: true }))
      await tap(sheet.getByRole('radio', { name: '16:9' }))
      await tap(sheet.getByRole('button', { name: 'About Aspect ratio' }))
      await expect(page.getByRole('dialog', { name: 'About Aspect ratio' })).toBeInViewport({ ratio: 1 })
      await tap(sheet.getByRole('button', { name: 'Reset Aspect ratio' }))
      await expectFits(page)
      await sheet.getByRole('spinbutton', { name: 'Images' }).fill('99')
      await tap(sheet.getByRole('button', { name: 'Close' }))
      await expect(
        page.getByRole('region', { name: 'Composer' }).getByText(/^Images must be at most/),
      ).toBeVisible()
      await expect(page.getByRole('button', { name: /^Generate/ })).toBeDisabled()
      await tap(page.getByRole('button', { name: 'Parameters' }))
      await tap(sheet.getByRole('radio', { name: '2', exact: true }))
      await tap(sheet.getByRole('button', { name: 'Close' }))

      await tap(page.getByRole('textbox', { name: 'Prompt' }))
      await write(page, 'A harbour in the morning, with a long and winding description')
      await tap(page.getByRole('button', { name: /^Generate 2/ }))
      const results = page.getByRole('list', { name: 'Results' })
      await expect(results.getByRole('img')).toHaveCount(2)
      await expectFits(page)
      await tap(results.getByRole('link').first())
      const lightbox = page.getByRole('dialog', { name: 'Picture' })
      await tap(lightbox.getByRole('button', { name: 'Close' }))
      await tap(results.getByRole('button', { name: 'More' }))
      await tap(page.getByRole('menuitem', { name: 'Make private' }))

      await tap(page.getByRole('link', { name: 'Gallery' }))
      const pictures = page.getByRole('list', { name: 'Pictures' }).getByRole('link')
      await expect(pictures).toHaveCount(2)
      await expectFits(page)
      await tap(pictures.first())
      await expectFits(page)
      await tap(lightbox.getByRole('button', { name: 'Favourite' }))
      await expect(lightbox.getByRole('complementary', { name: 'About this picture' })).toContainText(
        'imagen-4',
      )
      await tap(lightbox.getByRole('button', { name: 'Delete' }))
      await expect(lightbox.getByText('Moved to the trash.')).toBeVisible()
      await tap(lightbox.getByRole('button', { name: 'Undo' }))
      await expect(lightbox.getByText('Restored.')).toBeVisible()
      await tap(lightbox.getByRole('button', { name: 'Close' }))
      await expect(pictures).toHaveCount(2)
      for (const other of ['Favourites', 'Trash']) {
        await tap(page.getByRole('button', { name: /^Other pictures/ }))
        await tap(page.getByRole('menuitemradio', { name: other }))
      }
      for (const scope of ['Team', 'Mine']) await tap(page.getByRole('radio', { name: scope }))

      await tap(page.getByRole('link', { name: 'Settings' }))
      await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
      await expectFits(page)
      await tap(page.getByRole('button', { name: /^Account/ }))
      await tap(page.getByRole('menuitemradio', { name: 'Dark' }))
      await tap(page.getByRole('button', { name: /^Account/ }))
      await tap(page.getByRole('menuitem', { name: 'Sign out' }))
      await page.waitForURL('**/sign-in')
      await expectFits(page)
    })
  })
}

test('by touch: what failed says so over the whole width, and a question fits', async ({
  playground: page,
}) => {
  const results = page.getByRole('list', { name: 'Results' })
  await editorIsThere(page)
  const wishes = ['Refused [[all-filtered]]', 'Lost [[reset-after-billing]]', 'Never comes [[hang]]']
  for (const wish of wishes) {
    await write(page, wish)
    await tap(page.getByRole('button', { name: /^Generate/ }))
    await expect(results.getByText(wish)).toBeVisible()
  }
  await expect(results.getByText(/^req_/)).toBeVisible()
  await expectFits(page)
  await tap(results.getByRole('button', { name: 'Rephrase' }))
  await tap(page.getByRole('dialog', { name: 'Reuse' }).getByRole('button', { name: 'Take over' }))
  await tap(results.getByRole('button', { name: 'Cancel' }))
  const dialog = page.getByRole('dialog', { name: 'Stop waiting' })
  await expect(dialog).toBeInViewport({ ratio: 1 })
  await tap(dialog.getByRole('button', { name: 'Stop waiting' }))
  await expect(results.getByText('Stopped waiting; what comes is kept')).toBeVisible()
})

test.describe('on a desk at 200 % zoom', () => {
  test.use({ ...desk, viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 })

  test('everything is there, and nothing scrolls sideways', async ({ playground: page, studio }) => {
    await page.getByRole('button', { name: /^Generate/ }).click()
    await expect(page.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(1)
    await expectFits(page)
    await page.getByRole('button', { name: 'Parameters' }).click()
    await expect(page.getByRole('dialog', { name: 'Parameters' })).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
    for (const place of ['gallery', 'settings']) {
      await page.goto(`${studio.home}/${place}`)
      await expectFits(page)
    }
    await page.goto(`${studio.home}/gallery`)
    await page.getByRole('list', { name: 'Pictures' }).getByRole('link').click()
    await expect(page.getByRole('dialog', { name: 'Picture' }).getByRole('img').first()).toBeInViewport()
    await expectFits(page)
  })
})
