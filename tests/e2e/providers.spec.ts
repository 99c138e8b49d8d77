import type { Page } from '@playwright/test'
import type { BigProviders } from '../setup/big-providers.ts'
import { theBigProviders } from '../setup/big-providers.ts'
import { expect, test as base } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { aStranger, signIn } from './steps.ts'
import { startStudio } from './studio.ts'

const test = base.extend<{ providers: BigProviders }>({
  providers: async ({}, use) => {
    const providers = await theBigProviders()
    await use(providers)
    await providers.close()
  },
  studio: async ({ providers }, use) => {
    const studio = await startStudio(true, { env: { ...providers.env, SIGN_UP_DOMAINS: 'harbour.test' } })
    await use(studio)
    await studio.end()
  },
})

async function enterBy(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByRole('button', { name: `Sign in with ${name}` }).click()
}

const one = (email: string, primary: boolean, verified: boolean) => ({
  email,
  primary,
  verified,
  visibility: null,
})

test('GitHub is believed about the address that it calls primary and verified, and about no other', async ({
  page,
  studio,
  providers,
}) => {
  const grace = await aStranger(page)
  await grace.goto(`${studio.url}/sign-in`)
  await expectNoBarriers(grace, 'two ways beside the password')
  providers.people.github.emails = [
    one('grace@harbour.test', false, true),
    one('grace@harbour.test', true, false),
  ]
  await enterBy(grace, studio.url, 'GitHub')
  await expect(grace.getByText('No account here is connected with this identity of GitHub')).toBeVisible()
  providers.people.github.emails = [
    one('other@elsewhere.test', false, true),
    one('Grace@Harbour.test', true, true),
  ]
  await enterBy(grace, studio.url, 'GitHub')
  await expect(grace.getByRole('heading', { name: 'No team yet' })).toBeVisible()
  // Whoever changes their name there is who they were.
  providers.people.github = { id: 583_231, login: 'renamed', name: 'Another', emails: [] }
  const later = await aStranger(page)
  await enterBy(later, studio.url, 'GitHub')
  await expect(later.getByRole('heading', { name: 'No team yet' })).toBeVisible()
  // And whoever takes the name that they gave up is not.
  providers.people.github = { id: 1, login: 'octocat', name: 'Somebody', emails: [] }
  const other = await aStranger(page)
  await enterBy(other, studio.url, 'GitHub')
  await expect(other.getByText('No account here is connected with this identity of GitHub')).toBeVisible()
})

test('Google opens an account by its subject, and is connected beside GitHub', async ({
  page,
  studio,
  providers,
}) => {
  providers.people.google.email = 'ada@elsewhere.test'
  await page.context().clearCookies()
  await signIn(page, studio.url)
  for (const name of ['Google', 'GitHub']) {
    await page.goto(`${studio.home}/settings`)
    await page.getByRole('button', { name: `Connect ${name}` }).click()
    await expect(page.getByText(`${name} is connected.`)).toBeVisible()
  }
  const connected = page.getByRole('list', { name: 'Connected' }).getByRole('listitem')
  await expect(connected).toHaveText([/^Google.*ada@elsewhere\.test/, /^GitHub.*octocat/])
  await page.getByRole('heading', { name: 'Ways to sign in' }).scrollIntoViewIfNeeded()
  await expectNoBarriers(page, 'two connected')
  const elsewhere = await aStranger(page)
  await enterBy(elsewhere, studio.url, 'Google')
  await elsewhere.waitForURL('**/t/northwind-studio/playground')
})
