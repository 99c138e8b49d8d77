import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { write } from './steps.ts'

const results = (page: Page) => page.getByRole('list', { name: 'Results' })

async function generate(page: Page, prompt: string): Promise<void> {
  await write(page, prompt)
  await page.getByRole('button', { name: /^Generate/ }).click()
}

test('it is said how many are done of those that are under way together', async ({ playground: page }) => {
  const status = page.getByRole('main').getByRole('status')
  await expect(status).toHaveText('')
  await generate(page, 'Soon [[slow:2500]]')
  await expect(status).toHaveText('1 generation under way')
  await generate(page, 'Refused [[slow:3000]] [[all-filtered]]')
  await generate(page, 'Later [[slow:7000]]')
  await expect(status).toHaveText('2 of 3 done, 1 without pictures')
  await expect(status).toHaveText('3 of 3 done, 1 without pictures')
  await generate(page, 'The next [[hang]]')
  await expect(status).toHaveText('1 generation under way')
})

test('what is read aloud has a name: landmarks, headings, pictures, messages', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A harbour in the morning')
  await expect(results(page).getByRole('link', { name: 'A harbour in the morning' })).toBeVisible()
  await expect(results(page).getByRole('img', { name: 'A harbour in the morning' })).toBeVisible()
  await expect(page.getByRole('banner')).toBeVisible()
  await expect(page.getByRole('main')).toHaveCount(1)
  for (const name of ['Parameters', 'Composer', 'Messages'])
    await expect(page.getByRole('region', { name })).toBeAttached()
  const places = page.getByRole('navigation', { name: 'Studio' })
  await expect(places.getByRole('link', { name: 'Playground' })).toHaveAttribute('aria-current', 'page')
  for (const place of ['playground', 'gallery', 'settings']) {
    await page.goto(`${studio.home}/${place}`)
    const levels = await page
      .getByRole('heading')
      .evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])))
    expect(
      levels.filter((level) => level === 1),
      place,
    ).toHaveLength(1)
    for (const [index, level] of levels.entries())
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1)
  }
  await page.goto(`${studio.home}/gallery`)
  await page.getByRole('list', { name: 'Pictures, Today' }).getByRole('link').first().focus()
  await page.keyboard.press('Delete')
  const messages = page.getByRole('region', { name: 'Messages' })
  await expect(messages).toHaveAttribute('aria-live', 'polite')
  await expect(messages).toContainText('Moved to the trash.')
})

test('an error belongs to its field, and the field is where one is then', async ({
  playground: page,
  studio,
}) => {
  const images = page.getByRole('spinbutton', { name: 'Images' })
  await images.fill('11')
  await expect(images).toHaveAccessibleDescription(/at most 10/)
  await page.goto(`${studio.home}/settings`)
  await page.getByRole('button', { name: 'Change password' }).click()
  const password = page.getByLabel('Current password')
  await expect(password).toHaveAttribute('aria-invalid', 'true')
  await expect(password).toBeFocused()
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/At least 10 characters/)
})

const moving = (page: Page) =>
  page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)

test('nothing moves for those who asked for that', async ({ playground: page }) => {
  await generate(page, 'Never comes [[hang]]')
  await expect(results(page).getByText('Working')).toBeVisible()
  expect(await moving(page)).toBeGreaterThan(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await results(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog', { name: 'Stop waiting' })).toBeVisible()
  expect(await moving(page)).toBe(0)
  const durations = await page.evaluate(() => {
    const styles = [...document.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after', '::backdrop'].map((pseudo) => getComputedStyle(element, pseudo)),
    )
    return [...new Set(styles.flatMap((style) => [style.animationDuration, style.transitionDuration]))]
  })
  expect(durations).toEqual(['0s'])
})

const styleOf = (target: Locator, property: string) =>
  target.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

test('with forced colours one still sees what can be pressed, what is chosen, and where one is', async ({
  playground: page,
  studio,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  const current = page.getByRole('navigation').getByRole('link', { name: 'Playground' })
  expect(await styleOf(current, 'border-top-width')).toBe('1px')
  await page.goto(`${studio.url}/design`)
  const segments = page.getByRole('group', { name: 'Segments' }).locator('label')
  const chosen = segments.filter({ has: page.locator(':checked') })
  expect(await styleOf(chosen, 'background-color')).not.toBe(
    await styleOf(segments.first(), 'background-color'),
  )
  const toggle = page.getByRole('switch')
  const on = await styleOf(toggle, 'background-color')
  await toggle.click()
  await expect.poll(() => styleOf(toggle, 'background-color')).not.toBe(on)
  const button = page.getByRole('button', { name: 'primary, large' })
  expect(await styleOf(button, 'border-top-width')).toBe('1px')
  await page.keyboard.press('Tab')
  await button.focus()
  expect(await styleOf(button, 'outline-style')).toBe('solid')
})
