import type { Page } from '@playwright/test'
import type { OidcProvider } from '../setup/oidc-provider.ts'
import { anOidcProvider } from '../setup/oidc-provider.ts'
import { expect, test as base } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { aStranger, owner, signIn, signOut } from './steps.ts'
import type { Studio } from './studio.ts'
import { startStudio } from './studio.ts'

const test = base.extend<{ provider: OidcProvider }>({
  provider: async ({}, use) => {
    const provider = await anOidcProvider()
    await use(provider)
    await provider.close()
  },
  studio: async ({ provider }, use) => {
    const variables = { ...provider.env, SIGN_UP_DOMAINS: 'harbour.test' }
    const studio = await startStudio(true, { env: variables })
    provider.serve(studio.url)
    await use(studio)
    await studio.end()
  },
})

/** Signs in on the provider's own page. */
async function signInThere(page: Page, name: string): Promise<void> {
  await page.waitForURL('**/interaction/**')
  await page.getByPlaceholder('Enter any login').fill(name)
  await page.getByPlaceholder('and password').fill('x')
  await page.getByRole('button', { name: 'Sign-in' }).click()
}

async function enter(page: Page, { url }: Studio, name: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByRole('button', { name: 'Sign in with Harbour ID' }).click()
  await signInThere(page, name)
}

async function invitationOf(page: Page, { home }: Studio): Promise<string> {
  await page.goto(`${home}/settings/members`)
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'By link' }).check({ force: true })
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  return dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue()
}

test('who is nobody here gets no account, and is told what to do', async ({ page, studio, provider }) => {
  provider.people.grace = { email: 'grace@elsewhere.test', email_verified: true }
  const grace = await aStranger(page)
  await grace.goto(`${studio.url}/sign-in`)
  await expectNoBarriers(grace, 'ways to sign in')
  await enter(grace, studio, 'grace')
  await expect(grace).toHaveURL(/\/sign-in\?/)
  await expect(grace.getByText('No account here is connected with this identity')).toBeVisible()
  await expectNoBarriers(grace, 'an identity that is nobody’s')
  await grace.goto(studio.url)
  await expect(grace).toHaveURL(/\/sign-in$/)
})

test('an invitation makes an account, once; and from then on the identity opens it', async ({
  page,
  studio,
  provider,
}) => {
  provider.people.grace = { email: 'grace@elsewhere.test', name: 'Grace Hopper' }
  provider.people.eve = { email: 'eve@elsewhere.test', name: 'Eve' }
  const link = await invitationOf(page, studio)
  const [grace, eve] = [await aStranger(page), await aStranger(page)]
  await eve.goto(link)
  await grace.goto(link)
  await expectNoBarriers(grace, 'join with a provider')
  await grace.getByRole('button', { name: 'Join with Harbour ID' }).click()
  await signInThere(grace, 'grace')
  await grace.waitForURL('**/t/northwind-studio/playground')
  await eve.getByRole('button', { name: 'Join with Harbour ID' }).click()
  await signInThere(eve, 'eve')
  await expect(eve.getByRole('heading', { name: 'This invitation is over' })).toBeVisible()
  await signOut(grace)
  await grace.context().clearCookies()
  await enter(grace, studio, 'grace')
  await grace.waitForURL('**/t/northwind-studio/playground')
  await grace.goto(`${studio.home}/settings`)
  await expect(grace.getByRole('textbox', { name: 'Name' })).toHaveValue('Grace Hopper')
  await expect(grace.getByRole('listitem').filter({ hasText: 'this browser' })).toContainText('Chrome')
})

test('an allowed domain makes an account for an address that the provider verified, and for no other', async ({
  page,
  studio,
  provider,
}) => {
  provider.people.grace = { email: 'grace@harbour.test', email_verified: true, name: 'Grace' }
  provider.people.eve = { email: 'eve@harbour.test', email_verified: false, name: 'Eve' }
  const [grace, eve] = [await aStranger(page), await aStranger(page)]
  await enter(grace, studio, 'grace')
  await expect(grace.getByRole('heading', { name: 'No team yet' })).toBeVisible()
  await expectNoBarriers(grace, 'no team yet')
  await enter(eve, studio, 'eve')
  await expect(eve.getByText('has not verified your e-mail address')).toBeVisible()
})

test('an address that has an account opens nothing by itself', async ({ page, studio, provider }) => {
  provider.people.mallory = { email: owner.email, email_verified: true, name: 'Ada' }
  const mallory = await aStranger(page)
  await enter(mallory, studio, 'mallory')
  await expect(mallory.getByText('Sign in with your password, then connect Harbour ID')).toBeVisible()
  await expect(mallory).toHaveURL(/\/sign-in\?/)
})

test('whoever leaves the provider’s page, comes late, or meets one that is broken is back here with a sentence', async ({
  page,
  studio,
  provider,
}) => {
  const grace = await aStranger(page)
  await grace.goto(`${studio.url}/sign-in`)
  await grace.getByRole('button', { name: 'Sign in with Harbour ID' }).click()
  await grace.waitForURL('**/interaction/**')
  await grace.getByRole('link', { name: 'Cancel' }).click()
  await expect(grace.getByText('Harbour ID was left without a yes')).toBeVisible()
  await expectNoBarriers(grace, 'cancelled at the provider')
  await grace.goto(`${studio.url}/api/auth/callback/oidc?code=a&state=b`)
  await expect(grace.getByText('That took too long, or began in another browser')).toBeVisible()
  provider.breakDown()
  await grace.getByRole('button', { name: 'Sign in with Harbour ID' }).click()
  await expect(grace.getByText('Harbour ID does not answer')).toBeVisible()
  await signIn(grace, studio.url)
})

/** From the settings of the owner, who has just signed in, to the provider's page. */
async function connect(page: Page, { url, home }: Studio): Promise<void> {
  await page.context().clearCookies()
  await signIn(page, url)
  await page.goto(`${home}/settings`)
  await page.getByRole('button', { name: 'Connect Harbour ID' }).click()
  await page.waitForURL('**/interaction/**')
}

const connected = (page: Page) => page.getByRole('list', { name: 'Connected' }).getByRole('listitem')

test('an identity is connected in the settings, opens the account, and is disconnected again', async ({
  page,
  studio,
  provider,
}) => {
  provider.people.ada = { email: 'ada@elsewhere.test', name: 'Ada' }
  await page.goto(`${studio.home}/settings`)
  await page.getByRole('heading', { name: 'Ways to sign in' }).scrollIntoViewIfNeeded()
  await expectNoBarriers(page, 'nothing connected')
  await connect(page, studio)
  await signInThere(page, 'ada')
  await expect(page.getByText('Harbour ID is connected.')).toBeInViewport()
  await expect(connected(page)).toContainText('ada@elsewhere.test')
  await page.getByRole('heading', { name: 'Ways to sign in' }).scrollIntoViewIfNeeded()
  await expectNoBarriers(page, 'connected')
  const elsewhere = await aStranger(page)
  await enter(elsewhere, studio, 'ada')
  await elsewhere.waitForURL('**/t/northwind-studio/playground')

  await page.getByRole('button', { name: /^Disconnect Harbour ID/ }).click()
  await expectNoBarriers(page, 'disconnect')
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByRole('button', { name: 'Connect Harbour ID' })).toBeVisible()
  await expect(connected(page)).toHaveCount(0)
  const later = await aStranger(page)
  await enter(later, studio, 'ada')
  await expect(later.getByText('No account here is connected with this identity')).toBeVisible()
})

test('somebody else’s identity is not connected, nor is one whose owner left the provider’s page', async ({
  page,
  studio,
  provider,
}) => {
  provider.people.grace = { email: 'grace@harbour.test', email_verified: true, name: 'Grace' }
  await enter(await aStranger(page), studio, 'grace')
  await connect(page, studio)
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page.getByText('Harbour ID was left without a yes')).toBeInViewport()
  await connect(page, studio)
  await signInThere(page, 'grace')
  await expect(page.getByText('belongs to another account here')).toBeInViewport()
  await expect(connected(page)).toHaveCount(0)
  await page.getByRole('heading', { name: 'Ways to sign in' }).scrollIntoViewIfNeeded()
  await expectNoBarriers(page, 'an identity of somebody else')
})

test('a session that ended in between connects nothing', async ({ page, studio, provider }) => {
  provider.people.ada = { email: 'ada@elsewhere.test', name: 'Ada' }
  await connect(page, studio)
  const elsewhere = await aStranger(page)
  await signIn(elsewhere, studio.url)
  await elsewhere.goto(`${studio.home}/settings`)
  await elsewhere.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(elsewhere.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0)
  await signInThere(page, 'ada')
  await expect(page.getByText('You were signed out in between, so nothing was connected.')).toBeVisible()
  await elsewhere.reload()
  await expect(connected(elsewhere)).toHaveCount(0)
})

test('the end of one’s trip in another’s browser connects nothing to their account', async ({
  page,
  studio,
  provider,
}) => {
  provider.people.mallory = { email: 'mallory@elsewhere.test', name: 'Mallory' }
  const mallory = await aStranger(page)
  // What the provider answers is kept from Mallory's own browser, and opened in Ada's, who is about to connect hers.
  await mallory.route('**/api/auth/callback/oidc**', (route) => route.abort())
  const answered = mallory.waitForRequest((request) => request.url().includes('/api/auth/callback/oidc'))
  await mallory.goto(`${studio.url}/sign-in`)
  await mallory.getByRole('button', { name: 'Sign in with Harbour ID' }).click()
  await signInThere(mallory, 'mallory')
  const forged = (await answered).url()
  await connect(page, studio)
  await page.goto(forged)
  await expect(page).toHaveURL(/\/playground$/)
  await page.goto(`${studio.home}/settings`)
  await expect(page.getByRole('button', { name: 'Connect Harbour ID' })).toBeVisible()
  await expect(connected(page)).toHaveCount(0)
})

test('whoever came without a password keeps the only way in, until they set one', async ({
  page,
  studio,
  provider,
}) => {
  provider.people.grace = { email: 'grace@elsewhere.test', name: 'Grace Hopper' }
  const grace = await aStranger(page)
  await grace.goto(await invitationOf(page, studio))
  await grace.getByRole('button', { name: 'Join with Harbour ID' }).click()
  await signInThere(grace, 'grace')
  await grace.waitForURL('**/t/northwind-studio/playground')
  await grace.goto(`${studio.home}/settings`)
  await expect(connected(grace)).toContainText('Your only way in')
  await expect(grace.getByRole('button', { name: /^Disconnect/ })).toHaveCount(0)
  await grace.getByRole('heading', { name: 'Ways to sign in' }).scrollIntoViewIfNeeded()
  await expectNoBarriers(grace, 'the only way in')
  await grace.getByLabel('New password').fill('a first good password')
  await grace.getByRole('button', { name: 'Set password' }).click()
  await expect(grace.getByLabel('Current password')).toBeVisible()
  await expect(grace.getByRole('button', { name: /^Disconnect Harbour ID/ })).toBeVisible()
})
