import type { Page } from '@playwright/test'
import { devices } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectFocusOn, press, tabTo } from './keys.ts'
import { expectNoBarriers } from './looks.ts'
import { write } from './steps.ts'

const { defaultBrowserType: _phone, ...phone } = devices['Pixel 7']

const badgeOf = (page: Page) => page.getByRole('button', { name: /^Queue, yours and the whole team’s/ })
const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Queue' })
const linesOf = (page: Page) => panelOf(page).getByRole('list', { name: 'Queue' }).getByRole('listitem')

async function ask(page: Page, prompt: string): Promise<void> {
  await write(page, prompt)
  await page.getByRole('button', { name: /^Generate/ }).click()
}

/** Twelve that never come, of which eight have a place; and one more behind them. */
async function fill(page: Page): Promise<void> {
  await ask(page, 'Boat {a|b|c|d|e|f|g|h|i|j|k|l} [[hang]]')
  await expect(badgeOf(page)).toContainText('12 / 12')
  await ask(page, 'Last in line')
  await expect(badgeOf(page)).toContainText('13 / 13')
}

test('the badge opens what runs and waits, in its order, and one cancels one, or all of one’s own', async ({
  playground: page,
}) => {
  await badgeOf(page).click()
  await expect(panelOf(page).getByText('Nothing runs, and nothing waits.')).toBeVisible()
  await expectNoBarriers(page, 'queue, empty')
  await page.keyboard.press('Escape')
  await fill(page)
  await badgeOf(page).click()
  const [batch, single] = [linesOf(page).first(), linesOf(page).last()]
  await expect(linesOf(page)).toHaveCount(2)
  await expect(batch).toContainText('0 of 12 done · 8 running · 4 waiting')
  await expect(single).toContainText('5')
  await expect(single).toContainText('You · Imagen 3.0 Generate 002')
  await expect(panelOf(page).getByText(/^Turns are fair: .* At most 8 calls at once\.$/)).toBeVisible()
  await expectNoBarriers(page, 'queue, full')

  await batch.getByRole('button', { name: 'Pause' }).click()
  await expect(batch).toContainText('0 of 12 done · 8 running')
  await expect(single).toContainText('1')
  await batch.getByRole('button', { name: 'Resume' }).click()
  await expect(batch).toContainText('4 waiting')

  await single.getByRole('button', { name: 'Cancel' }).click()
  await expect(linesOf(page)).toHaveCount(1)
  await panelOf(page).getByRole('button', { name: 'Cancel all of mine' }).click()
  const question = page.getByRole('dialog', { name: 'Cancel 4 that wait' })
  await expect(question).toContainText('They cost nothing.')
  await expectNoBarriers(page, 'queue, cancel all of mine', ['desk'])
  await question.getByRole('button', { name: 'Cancel 4' }).click()
  await expect(batch).toContainText('4 of 12 done · 8 running')
  await expect(panelOf(page).getByRole('button', { name: 'Cancel all of mine' })).toBeHidden()
  await expect(badgeOf(page)).toContainText('8 / 8')

  await batch.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog', { name: 'Cancel the rest' })).toContainText('8 were sent already')
  await page.keyboard.press('Escape')
  await expect(panelOf(page)).toBeVisible()
  await batch.getByRole('link').click()
  await page.waitForURL('**/batches/*')
  await expect(panelOf(page)).toBeHidden()
})

test('what was sent is stopped only when one has said so, and stays in the queue until it ends', async ({
  playground: page,
}) => {
  await ask(page, 'Never comes [[hang]]')
  await badgeOf(page).click()
  const line = linesOf(page).first()
  await expect(line).toContainText('Now')
  await line.getByRole('button', { name: 'Cancel' }).click()
  await page
    .getByRole('dialog', { name: 'Stop waiting' })
    .getByRole('button', { name: 'Stop waiting' })
    .click()
  await expect(line).toContainText('stopped; what comes is kept')
  await expect(line.getByRole('button', { name: 'Cancel' })).toBeHidden()
})

test('by keyboard: in by the badge, along the lines, and back to the badge', async ({ playground: page }) => {
  await fill(page)
  await badgeOf(page).focus()
  await page.keyboard.press('Enter')
  await expect(panelOf(page).getByRole('heading', { name: 'Queue' })).toBeFocused()
  await tabTo(page, linesOf(page).first().getByRole('button', { name: 'Pause' }))
  await tabTo(page, linesOf(page).last().getByRole('button', { name: 'Cancel' }))
  await page.keyboard.press('Enter')
  await expect(linesOf(page)).toHaveCount(1)
  // What had the focus is gone; it is still in the panel.
  await expect
    .poll(() => panelOf(page).evaluate((panel) => panel.contains(document.activeElement)))
    .toBe(true)
  await press(page, 'Escape')
  await expect(panelOf(page)).toBeHidden()
  await expectFocusOn(page, badgeOf(page))
})

test('another tab sees it as it changes', async ({ playground: page, context, studio }) => {
  const other = await context.newPage()
  await other.goto(`${studio.home}/gallery`)
  await badgeOf(other).click()
  await ask(page, 'Seen from the gallery [[hang]]')
  await expect(linesOf(other)).toContainText(['Seen from the gallery [[hang]]'])
})

test.describe('on a phone', () => {
  test.use({ ...phone, viewport: { width: 390, height: 844 } })

  test('it comes from below, over the whole width, and closes', async ({ playground: page }) => {
    await fill(page)
    await badgeOf(page).tap()
    await expect(linesOf(page)).toHaveCount(2)
    const box = await panelOf(page).boundingBox()
    expect(box).toMatchObject({ x: 0, width: 390 })
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(844)
    await expectNoBarriers(page, 'queue, sheet', ['phone'])
    for (const name of ['Pause', 'Cancel', 'Close', 'Cancel all of mine']) {
      const button = panelOf(page).getByRole('button', { name, exact: true }).first()
      expect((await button.boundingBox())?.height, name).toBeGreaterThanOrEqual(44)
    }
    await panelOf(page).getByRole('button', { name: 'Close' }).tap()
    await expect(panelOf(page)).toBeHidden()
  })
})
