import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const
type Size = keyof typeof sizes

const themes = ['light', 'dark'] as const
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Look {
  size: Size
  theme: (typeof themes)[number]
}

/**
 * Each size in one theme and each theme in one size: the colours are the same tokens at every size. All of them where
 * pictures are wanted.
 */
function looksOf(sizeNames: readonly Size[]): Look[] {
  const all = sizeNames.flatMap((size) => themes.map((theme) => ({ size, theme })))
  if (process.env.SCREENSHOTS || sizeNames.length < 2) return all
  return all.filter(({ size, theme }) => (size === 'desk') === (theme === 'light'))
}

/** What axe has against the page as it stands, one line for each rule. */
async function findBarriers(page: Page): Promise<string[]> {
  // One document, no frames: the older way of asking needs no second page, and is quicker.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze()
  return violations.map(({ id, impact, nodes }) => {
    const where = nodes.slice(0, 5).map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`)
    return `${impact} ${id}: ${where.join(' | ')}`
  })
}

/**
 * Looks at a state of a page in both themes and sizes (`looksOf`), and expects no barrier in any. With SCREENSHOTS set to a
 * folder it leaves a picture of each there, for people to look at.
 */
export async function expectNoBarriers(
  page: Page,
  state: string,
  sizeNames: readonly Size[] = ['desk', 'phone'],
): Promise<void> {
  const before = page.viewportSize()
  for (const { size, theme } of looksOf(sizeNames)) {
    await page.setViewportSize(sizes[size])
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const name = `${state}, ${size}, ${theme}`
    expect.soft(await findBarriers(page), name).toEqual([])
    const folder = process.env.SCREENSHOTS
    if (folder) await page.screenshot({ path: join(folder, `${name.replaceAll(/\W+/g, '-')}.png`) })
  }
  if (before) await page.setViewportSize(before)
}
