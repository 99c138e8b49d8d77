import { expect, test } from './fixtures.ts'
import { owner, signIn } from './steps.ts'

test.use({ isOwn: true })

test.beforeEach(async ({ playground: page }) => {
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.waitForURL('**/settings')
})

test('name and time zone are one’s own to change', async ({ page }) => {
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada King')
  await page.getByRole('combobox', { name: 'Time zone' }).selectOption('Asia/Tokyo')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Ada King')
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Asia/Tokyo')
  await page.getByRole('textbox', { name: 'Name' }).fill(' ')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Give your name.')).toBeVisible()
})

test('a session can be ended from another browser', async ({ page, browser, studio }) => {
  const elsewhere = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage()
  await signIn(elsewhere, studio.url)
  await page.reload()
  const sessions = page.getByRole('listitem').filter({ hasText: 'Chrome' })
  await expect(sessions).toHaveCount(2)
  await sessions.getByRole('button', { name: /^Sign out/ }).click()
  await expect(sessions).toHaveCount(1)
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/sign-in$/)
  await page.reload()
  await expect(page).toHaveURL(/\/settings$/)
})

test('a new password needs the current one, and ends every other session', async ({
  page,
  browser,
  studio,
}) => {
  const elsewhere = await (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage()
  await signIn(elsewhere, studio.url)
  const change = async (current: string, next: string) => {
    await page.getByLabel('Current password').fill(current)
    await page.getByLabel('New password').fill(next)
    await page.getByRole('button', { name: 'Change password' }).click()
  }
  await change('not this one', 'another horse battery')
  await expect(page.getByText('This is not your current password. Check it, and try again.')).toBeVisible()
  await change(owner.password, 'short')
  await expect(page.getByText('Choose a password of at least 10 characters.')).toBeVisible()
  await change(owner.password, 'another horse battery')
  await expect(page.getByText('Your password was changed.')).toBeVisible()
  await elsewhere.reload()
  await expect(elsewhere).toHaveURL(/\/sign-in$/)
  await page.reload()
  await expect(page).toHaveURL(/\/settings$/)
})
