import type { BrowserContext, Page } from '@playwright/test'
import { z } from 'zod'
import { expect, test } from './fixtures.ts'
import { editorIsThere, write } from './steps.ts'

const slow = 'A slow harbour [[slow:31000]]'
const done = '“A slow harbour [[slow:31000]]” is done.'

/** Writes down what the browser is asked to show, and lets it. */
async function listen(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['notifications'])
  await context.addInitScript(() => {
    const shown: string[] = []
    const { Notification: original } = window
    window.Notification = class extends original {
      constructor(title: string, options?: NotificationOptions) {
        super(title, options)
        shown.push(`${title}: ${options?.body ?? ''}`)
      }
    }
    Object.assign(window, { shown })
  })
}

const shownOn = async (page: Page) =>
  z.array(z.string()).parse(await page.evaluate((): unknown => Reflect.get(window, 'shown')))

/** As if one looked at another window, or came back. */
const look = (page: Page, state: 'hidden' | 'visible') =>
  page.evaluate((visibility) => {
    Object.defineProperty(document, 'visibilityState', { get: () => visibility, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

async function start(page: Page): Promise<void> {
  await editorIsThere(page)
  await write(page, slow)
  await page.getByRole('button', { name: /^Generate/ }).click()
  await expect(page.getByRole('list', { name: 'Results' }).getByText('Working')).toBeVisible()
}

test('long work that ends elsewhere is told once over all tabs, with the way to it', async ({
  playground: page,
  context,
  studio,
}) => {
  await start(page)
  const gallery = `${studio.home}/gallery`
  await page.goto(gallery)
  const other = await context.newPage()
  await other.goto(gallery)
  const tabs = [page, other]
  const count = async () =>
    (await Promise.all(tabs.map((tab) => tab.getByText(done).count()))).reduce((sum, each) => sum + each)
  await expect.poll(count, { timeout: 60_000 }).toBe(1)
  await page.waitForTimeout(1_500)
  expect(await count()).toBe(1)
  const told = (await page.getByText(done).count()) === 1 ? page : other
  await told.getByRole('button', { name: 'Show' }).click()
  await told.waitForURL('**/playground?image=*')
  await expect(told.getByRole('dialog', { name: 'Picture' })).toBeVisible()
})

test('while nobody looks the browser tells it, once, where that was asked for; and the page when one is back', async ({
  page,
  context,
  studio,
}) => {
  await listen(context)
  await page.goto(`${studio.home}/settings`)
  const wish = page.getByRole('switch', { name: 'Tell me when long work ends' })
  await expect(wish).not.toBeChecked()
  await wish.check({ force: true })
  await page.reload()
  await expect(wish).toBeChecked()
  await page.goto(`${studio.home}/playground`)
  await start(page)
  const other = await context.newPage()
  await other.goto(`${studio.home}/gallery`)
  await look(page, 'hidden')
  await look(other, 'hidden')
  const shown = async () => [...(await shownOn(page)), ...(await shownOn(other))]
  await expect.poll(shown, { timeout: 60_000 }).toEqual([`Atelier: ${done}`])
  await page.waitForTimeout(2_000)
  expect(await shown()).toHaveLength(1)
  await expect(other.getByText(done)).toBeHidden()
  await look(other, 'visible')
  await expect(other.getByText(done)).toBeVisible()
})

test('short work, and what one looks at, is not told', async ({ playground: page }) => {
  await write(page, 'A quick harbour')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await page.getByRole('link', { name: 'Gallery' }).click()
  await expect(page.getByRole('list', { name: 'Pictures' }).getByRole('img')).toHaveCount(1)
  await expect(page.getByText(/is done/)).toHaveCount(0)
})

test('nothing is asked of the browser until somebody presses the switch', async ({
  page,
  context,
  studio,
}) => {
  await context.addInitScript(() => {
    let asked = 0
    Object.defineProperty(window.Notification, 'permission', { get: () => 'default' })
    window.Notification.requestPermission = () => {
      asked++
      return Promise.resolve('denied')
    }
    Object.defineProperty(window, 'asked', { get: () => asked })
  })
  const asked = () => page.evaluate((): unknown => Reflect.get(window, 'asked'))
  await page.goto(`${studio.home}/playground`)
  await editorIsThere(page)
  await page.getByRole('button', { name: /^Queue, yours/ }).click()
  const wish = page.getByRole('switch', { name: 'Tell me when long work ends' })
  await expect(wish).not.toBeChecked()
  expect(await asked()).toBe(0)
  await wish.click()
  await expect.poll(asked).toBe(1)
  await expect(wish).not.toBeChecked()
})
