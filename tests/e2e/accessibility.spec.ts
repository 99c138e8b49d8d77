import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { chooseImages, owner, setUp, write } from './steps.ts'

test.use({ isOwn: true })

const results = (page: Page) => page.getByRole('list', { name: 'Results' })

async function generate(page: Page, prompt: string, images = 1): Promise<void> {
  await write(page, prompt)
  await page.getByRole('button', { name: await chooseImages(page, images) }).click()
  await expect(results(page).getByText(prompt, { exact: true })).toBeVisible()
}

const rowOf = (page: Page, prompt: string) => results(page).getByRole('listitem').filter({ hasText: prompt })

test.describe('on a new server', () => {
  test.use({ isSetUp: false })

  test('no barriers at the door: set-up, a refused key, sign-in, what is missing', async ({
    page,
    studio,
  }) => {
    await page.goto(studio.url)
    await expectNoBarriers(page, 'set-up, empty')
    await page.getByRole('textbox', { name: 'E-mail' }).fill('not an address')
    await page.getByRole('button', { name: 'Create studio' }).click()
    await expect(page.getByText('This is not an e-mail address.')).toBeVisible()
    await expectNoBarriers(page, 'set-up, with errors')
    studio.standin.control.change({ keyRefused: true })
    await setUp(page, studio.url)
    await page.getByRole('button', { name: /What to do|Key refused/ }).click()
    await expectNoBarriers(page, 'key refused')
    await page.context().clearCookies()
    await page.goto(`${studio.url}/sign-in`)
    await expectNoBarriers(page, 'sign-in, empty')
    const failure = page.locator('form').getByRole('alert')
    await page.getByRole('textbox', { name: 'E-mail' }).fill(owner.email)
    for (let tries = 0; tries < 12; tries++) {
      await page.getByLabel('Password').fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled()
      if (tries === 0) {
        await expect(failure).toBeVisible()
        await expectNoBarriers(page, 'sign-in, wrong password')
      }
    }
    await expect(failure).toContainText('Too many tries')
    await expectNoBarriers(page, 'sign-in, throttled')
    await page.goto(`${studio.url}/nothing/here`)
    await expectNoBarriers(page, 'not found')
  })
})

test('no barriers in the playground: empty, choosing, what came and what did not', async ({
  playground: page,
}) => {
  await expectNoBarriers(page, 'playground, empty')

  await page.getByRole('button', { name: /^Model:/ }).click()
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeVisible()
  await expectNoBarriers(page, 'model picker', ['desk'])
  await page.getByRole('combobox', { name: 'Search models' }).fill('no such model')
  await expectNoBarriers(page, 'model picker, nothing found', ['desk'])
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'About Aspect ratio' }).click()
  await expectNoBarriers(page, 'about a parameter', ['desk'])
  await page.keyboard.press('Escape')

  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('button', { name: 'Parameters' }).click()
  await expectNoBarriers(page, 'parameters sheet', ['phone'])
  await page
    .getByRole('dialog', { name: 'Parameters' })
    .getByRole('button', { name: /^Model:/ })
    .click()
  await expectNoBarriers(page, 'model picker in the sheet', ['phone'])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.setViewportSize({ width: 1440, height: 900 })

  await page.getByRole('spinbutton', { name: 'Images' }).fill('11')
  await page.getByRole('combobox', { name: 'Size' }).fill('1024x1024')
  await expectNoBarriers(page, 'parameters out of range and set aside', ['desk'])
  await page.getByRole('combobox', { name: 'Size' }).fill('')

  await generate(page, 'A harbour in the morning, oil on canvas', 4)
  await generate(page, 'A retired sailor [[partial:2]]', 4)
  await generate(page, 'A lighthouse [[all-filtered]]')
  await generate(page, 'A boat [[error:ALL_PROVIDERS_EXHAUSTED]]')
  await generate(page, 'A gull [[reset-after-billing]]')
  await generate(page, 'A net [[reset-after-billing]] [[log-late:60000]]')
  for (const status of ['succeeded', 'partial', 'refused', 'failed', 'lost', 'unknown'])
    await expect(results(page).locator(`[data-status=${status}]`)).toHaveCount(1)
  await expectNoBarriers(page, 'playground, what came and what did not')

  await rowOf(page, 'A boat').getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible()
  await expectNoBarriers(page, 'menu of a row')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).hover()
  await expectNoBarriers(page, 'toast with undo')
  await page.getByRole('button', { name: /^Account:/ }).click()
  await expectNoBarriers(page, 'account menu')
})

test('no barriers in the playground while it works, and after the session', async ({ playground: page }) => {
  for (let index = 1; index <= 9; index++) await generate(page, `Under way ${index} [[hang]]`)
  await expect(results(page).getByText('Working')).toHaveCount(8)
  await expectNoBarriers(page, 'playground, working and queued')
  const row = rowOf(page, 'Under way 8')
  await row.getByRole('button', { name: 'Cancel' }).click()
  await expectNoBarriers(page, 'stop dialog')
  await page.getByRole('button', { name: 'Stop waiting' }).click()
  await expect(row.getByText('Stopped waiting; what comes is kept')).toBeVisible()
  await rowOf(page, 'Under way 9').getByRole('button', { name: 'Cancel' }).click()
  await expect(results(page).getByText('Cancelled; it cost nothing')).toBeVisible()
  await expectNoBarriers(page, 'playground, stopped and cancelled')

  await page.context().clearCookies()
  await page.getByRole('button', { name: /^Generate/ }).click()
  await expect(page.getByText(/^Your session has ended/)).toBeVisible()
  await expectNoBarriers(page, 'session ended')
})

const scopes = ['mine', 'team', 'favourites', 'trash'] as const

test('no barriers in the gallery: empty, filled, a picture close up', async ({
  playground: page,
  studio,
}) => {
  const gallery = `${studio.home}/gallery`
  for (const scope of scopes) {
    await page.goto(`${gallery}?show=${scope}`)
    await expectNoBarriers(page, `gallery, ${scope}, empty`)
  }
  await page.goto(`${studio.home}/playground`)
  await generate(page, 'A harbour in the morning, oil on canvas', 4)
  await page.getByRole('radio', { name: '16:9' }).check({ force: true })
  await generate(page, 'A hotel lobby at dusk, warm lamps', 3)
  await page.getByRole('radio', { name: '9:16' }).check({ force: true })
  await generate(page, 'A lighthouse in the fog', 2)
  await expect(results(page).getByRole('img')).toHaveCount(9)
  await page.goto(gallery)
  const pictures = page.getByRole('list', { name: 'Pictures' })
  await pictures.getByRole('link').first().focus()
  await page.keyboard.press('.')
  await expect(pictures.getByRole('button', { name: 'Favourite', pressed: true })).toHaveCount(1)
  await pictures.getByRole('link').nth(8).focus()
  await page.keyboard.press('Delete')
  await expect(page.getByText('Moved to the trash.')).toBeVisible()
  for (const scope of scopes) {
    await page.goto(`${gallery}?show=${scope}`)
    await expect(pictures.getByRole('img').first()).toBeVisible()
    await expectNoBarriers(page, `gallery, ${scope}, filled`)
  }
  await pictures.getByRole('link').first().click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Restore' })).toBeVisible()
  await expectNoBarriers(page, 'lightbox, in the trash')
  await page.goto(gallery)
  await pictures.getByRole('link').nth(1).click()
  await expect(page.getByRole('complementary', { name: 'About this picture' })).toBeVisible()
  await expectNoBarriers(page, 'lightbox, with information')
  await page.keyboard.press('i')
  await expectNoBarriers(page, 'lightbox, without information')
  await page.goto(`${gallery}?image=nothing`)
  await expect(page.getByText('This picture cannot be shown')).toBeVisible()
  await expectNoBarriers(page, 'lightbox, missing')
})

test('no barriers where something is missing or broken, in the settings and among the primitives', async ({
  playground: page,
  studio,
}) => {
  const team = `${studio.home}`
  await generate(page, 'A harbour in the morning')
  await expect(results(page).getByRole('img')).toHaveCount(1)
  await page.route('**/api/t/*/images/**', (route) => route.abort())
  await page.goto(`${team}/gallery`)
  await expect(page.getByText('The file cannot be shown')).toBeVisible()
  await expectNoBarriers(page, 'gallery, broken file')
  await page.route('**/api/t/*/gallery?**', () => undefined)
  await page.getByRole('radio', { name: 'Team' }).check({ force: true })
  await expect(page.getByText('Loading')).toBeAttached()
  await expectNoBarriers(page, 'gallery, loading')
  await page.unrouteAll()

  await page.goto(`${team}/settings`)
  await expectNoBarriers(page, 'settings')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Choose a password of at least 10 characters.')).toBeVisible()
  await expectNoBarriers(page, 'settings, with errors')
  await page.goto(`${team}/nothing`)
  await expectNoBarriers(page, 'not found in a team')
  await page.goto(`${studio.url}/design`)
  await expectNoBarriers(page, 'design')

  await page.addInitScript(() => Reflect.deleteProperty(Intl, 'supportedValuesOf'))
  await page.goto(`${team}/settings`)
  await expect(page.getByRole('heading', { name: 'This page cannot be shown' })).toBeVisible()
  await expectNoBarriers(page, 'error page of a team')
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'BroadcastChannel'))
  await page.goto(`${team}/playground`)
  await expect(page.getByRole('heading', { name: 'Something went wrong here' })).toBeVisible()
  await expectNoBarriers(page, 'error page')
})
