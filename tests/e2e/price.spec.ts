import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { write } from './steps.ts'

const promptOf = (page: Page) => page.getByRole('textbox', { name: 'Prompt' })
const generates = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** Holds the answers to what is asked about prices from now on, until they are let go. */
async function holdPrices(page: Page) {
  const held: (() => void)[] = []
  await page.route('**/estimates', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    return route.continue()
  })
  return { asked: () => held.length, letGo: () => held.splice(0).forEach((release) => release()) }
}

test('a price stands in the button only while it is the price of what would be sent', async ({
  playground: page,
}) => {
  await write(page, 'A kite')
  await expect(generates(page, 'Generate 1 · $0.03')).toBeEnabled()
  const prices = await holdPrices(page)
  const images = page.getByRole('spinbutton', { name: 'Images' })
  await images.fill('2')
  await expect(generates(page, 'Generate 2 · asking for the price')).toBeEnabled()
  await expect.poll(prices.asked).toBe(1)
  prices.letGo()
  await expect(generates(page, 'Generate 2 · $0.06')).toBeEnabled()
  await page.getByRole('button', { name: 'Reset Images' }).click()
  await expect(generates(page, 'Generate 1 · $0.03')).toBeEnabled()
  expect(prices.asked()).toBe(0)
})

test('words change a price by how many prompts they stand for, and it is never gone for a moment', async ({
  playground: page,
}) => {
  await write(page, 'A kite')
  await expect(generates(page, 'Generate 1 · $0.03')).toBeEnabled()
  const prices = await holdPrices(page)
  const names = await page.evaluateHandle(() => {
    const seen = new Set<string>()
    const look = () => {
      const button = [...document.querySelectorAll('button')].find((each) =>
        each.innerText.startsWith('Generate'),
      )
      seen.add(button?.innerText.split('\n')[0] ?? '')
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
    return seen
  })
  await promptOf(page).press('End')
  await promptOf(page).pressSequentially(' over a {red|blue} roof', { delay: 20 })
  await expect(generates(page, 'Generate 2 · $0.06')).toBeEnabled()
  const seen = await names.evaluate((set) => [...set])
  expect(seen.toSorted()).toEqual(['Generate 1 · $0.03', 'Generate 2 · $0.06'])
  expect(prices.asked()).toBe(0)
})

test('what one is asked to confirm is the price of what is sent, however early one presses', async ({
  playground: page,
  studio,
}) => {
  await write(page, 'Sign {0|1|2|3|4|5|6|7|8|9}{0|1|2|3|4|5|6|7|8|9}')
  await expect(generates(page, 'Generate 100 · $3.00')).toBeEnabled()
  const prices = await holdPrices(page)
  await page.getByRole('button', { name: 'Model: Imagen 3.0 Generate 002' }).click()
  await page.getByRole('combobox', { name: 'Search models' }).fill('imagen 4')
  await page.getByRole('option', { name: /^Imagen 4 / }).click()
  await generates(page, 'Generate 100 · asking for the price').click()
  await expect.poll(prices.asked).toBeGreaterThan(0)
  const dialog = page.getByRole('dialog', { name: 'Generate many' })
  await expect(dialog).toHaveCount(0)
  prices.letGo()
  await expect(dialog).toContainText('That is 100 images for about $4.00')
  await dialog.getByRole('button', { name: 'Not now' }).click()
  expect(studio.standin.control.bill().images).toBe(0)
})
