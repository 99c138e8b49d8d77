import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

interface Focus {
  /** The page itself has it: nothing does. */
  isLost: boolean
  /** What has it is marked: by an outline, its own or of what stands around it, or by the accent on the border. */
  isMarked: boolean
  /** For the report. */
  html: string
}

const readFocus = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const element = document.activeElement ?? document.body
    const around = [element, element.parentElement, element.closest('section, [data-image]')]
    const accent = document.createElement('i')
    accent.style.color = 'var(--accent)'
    document.body.append(accent)
    const { color } = getComputedStyle(accent)
    accent.remove()
    const isMarked = around.some((each) => {
      if (!each) return false
      const { outlineStyle, outlineWidth, borderTopColor } = getComputedStyle(each)
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || borderTopColor === color
    })
    // The content takes the focus for those who listen; it is no control, and is not marked.
    const isContent = element.matches('main')
    return {
      isLost: element === document.body,
      isMarked: isMarked || isContent,
      html: element.outerHTML.slice(0, 200),
    }
  })

/** Something has the focus, and one sees what. */
export async function expectFocusSeen(page: Page): Promise<void> {
  await expect.poll(async () => (await readFocus(page)).isLost, 'the focus is lost').toBe(false)
  const { html } = await readFocus(page)
  await expect.poll(async () => (await readFocus(page)).isMarked, `the focus is seen on ${html}`).toBe(true)
}

export async function expectFocusOn(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeFocused()
  await expectFocusSeen(page)
}

/** Presses Tab until the target has the focus, and sees it on the way at each stop. The page's end is none. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(key)
    const { html } = await readFocus(page)
    // The editor marks itself a moment after it has the focus.
    const isSeenOrLost = async () => {
      const { isLost, isMarked } = await readFocus(page)
      return isLost || isMarked
    }
    await expect.poll(isSeenOrLost, `the focus is seen on ${html}`).toBe(true)
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error(`Tab does not reach ${target.toString()}.`)
}

export async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}
