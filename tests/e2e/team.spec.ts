import type { Browser, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { owner, write } from './steps.ts'

test.use({ isOwn: true })

const settings = (home: string, place: string) => `${home}/settings/${place}`

/** Somebody else, with a browser of their own. */
async function aStranger(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  return context.newPage()
}

async function inviteByLink(page: Page, role: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite' }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite to Northwind Studio' })
  await dialog.getByRole('radio', { name: 'By link' }).check({ force: true })
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption(role)
  await expectNoBarriers(page, 'invite')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = await dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue()
  await expectNoBarriers(page, 'invited')
  await dialog.getByRole('button', { name: 'Done' }).click()
  return link
}

async function join(stranger: Page, link: string, name: string): Promise<void> {
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { name: 'Join Northwind Studio' })).toBeVisible()
  await stranger.getByRole('textbox', { name: 'Your name' }).fill(name)
  await stranger.getByRole('textbox', { name: 'E-mail' }).fill(`${name.toLowerCase()}@example.test`)
  await stranger.getByLabel('Password').fill(owner.password)
  await stranger.getByRole('button', { name: 'Create account' }).click()
  await stranger.waitForURL('**/t/northwind-studio/playground')
}

const members = (page: Page) => page.getByRole('list', { name: 'Members' }).getByRole('listitem')

test('somebody is invited, joins, is given another role, and is taken out again', async ({
  page,
  studio,
  browser,
}) => {
  await page.goto(settings(studio.home, 'members'))
  await expectNoBarriers(page, 'members')
  const link = await inviteByLink(page, 'guest')
  const grace = await aStranger(browser)
  await grace.goto(link)
  await expectNoBarriers(grace, 'join')
  await join(grace, link, 'Grace')
  await write(grace, 'A harbour')
  await expect(grace.getByText('Guests look, and do not generate.')).toBeVisible()
  await expect(grace.getByRole('button', { name: /^Generate/ })).toBeDisabled()

  await page.reload()
  await expect(members(page)).toHaveCount(2)
  await expect(page.getByRole('list', { name: 'Invitations' })).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Role of Grace' }).selectOption('editor')
  await expect(page.getByText('Grace is editor now.')).toBeVisible()
  await grace.reload()
  await grace.getByRole('button', { name: /^Generate/ }).click()
  await grace.getByRole('list', { name: 'Results' }).getByRole('img').first().waitFor()
  await grace.goto(settings(studio.home, 'members'))
  await expect(members(grace)).toHaveCount(2)
  await expect(grace.getByRole('button', { name: 'Invite' })).toHaveCount(0)
  await expect(grace.getByText(owner.email)).toHaveCount(0)

  await page.getByRole('button', { name: 'More about Grace' }).click()
  await page.getByRole('menuitem', { name: 'Remove from the team' }).click()
  const question = page.getByRole('dialog', { name: 'Remove Grace?' })
  await expectNoBarriers(page, 'remove')
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Grace is not in the team any more.')).toBeVisible()
  await expect(members(page)).toHaveCount(1)
  await grace.reload()
  await expect(grace.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  await grace.goto(studio.url)
  await expect(grace.getByRole('heading', { name: 'No team yet' })).toBeVisible()
})

test('an invitation is taken back, and lets nobody in', async ({ page, studio, browser }) => {
  await page.goto(settings(studio.home, 'members'))
  const link = await inviteByLink(page, 'member')
  const list = page.getByRole('list', { name: 'Invitations' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await list.getByRole('button', { name: /^Take back/ }).click()
  await expect(list).toHaveCount(0)
  const stranger = await aStranger(browser)
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { name: 'This invitation is over' })).toBeVisible()
  await expectNoBarriers(stranger, 'an invitation that is over')
})

test('who forgot their password gets in by a link that an admin makes, and it works once', async ({
  page,
  studio,
  browser,
}) => {
  await page.goto(settings(studio.home, 'members'))
  const grace = await aStranger(browser)
  await join(grace, await inviteByLink(page, 'member'), 'Grace')
  await page.reload()
  await page.getByRole('button', { name: 'More about Grace' }).click()
  await page.getByRole('menuitem', { name: 'Link for a new password' }).click()
  const dialog = page.getByRole('dialog', { name: 'Link for Grace' })
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const link = await dialog.getByRole('textbox', { name: 'Link for Grace' }).inputValue()
  const elsewhere = await aStranger(browser)
  await elsewhere.goto(`${studio.url}/sign-in`)
  await elsewhere.getByRole('link', { name: 'Forgotten password' }).click()
  await expect(elsewhere.getByText('This server sends no e-mail.')).toBeVisible()
  await elsewhere.goto(link)
  await expectNoBarriers(elsewhere, 'a new password')
  await elsewhere.getByLabel('New password').fill('a whole new password')
  await elsewhere.getByRole('button', { name: 'Set the password' }).click()
  await elsewhere.waitForURL('**/t/northwind-studio/playground')
  await grace.reload()
  await expect(grace.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await grace.goto(link)
  await expect(grace.getByRole('heading', { name: 'This link is over' })).toBeVisible()
})

test('a budget says when little is left, and stops what would go beyond it', async ({
  playground: page,
  studio,
}) => {
  await page.goto(settings(studio.home, 'budgets'))
  await expectNoBarriers(page, 'budgets')
  await page.getByRole('button', { name: 'Set the budget of Northwind Studio' }).click()
  const dialog = page.getByRole('dialog', { name: 'Budget of Northwind Studio' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('Give an amount in dollars, as 50 or 12.50.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'A month' }).fill('0.07')
  await dialog.getByRole('textbox', { name: 'Say that little is left from' }).fill('0.03')
  await expectNoBarriers(page, 'set a budget')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('$0.00 spent of $0.07')).toBeVisible()

  await page.goto(`${studio.home}/playground`)
  await write(page, 'A harbour')
  await page.getByRole('spinbutton', { name: 'Images' }).fill('1')
  await page.getByRole('button', { name: /^Generate 1 · \$0.03/ }).click()
  const results = page.getByRole('list', { name: 'Results' })
  await results.getByRole('img').first().waitFor()
  await expect(page.getByText(/^\$0.04 left of the team’s \$0.07 for \w+\.$/)).toBeVisible()
  await expectNoBarriers(page, 'little is left')
  await page.getByRole('spinbutton', { name: 'Images' }).fill('2')
  await page.getByRole('button', { name: /^Generate 2 · \$0.06/ }).click()
  await expect(
    page.getByText(/^This would cost about \$0.06, and \$0.04 is left of the team’s \$0.07 for \w+\./),
  ).toBeVisible()
  await expect(results.getByRole('listitem')).toHaveCount(1)
  expect(studio.standin.control.bill().images).toBe(1)
  await page.goto(settings(studio.home, 'budgets'))
  await expect(page.getByText('$0.03 spent of $0.07')).toBeVisible()
})

test('members are held to the models that were allowed, and another team is made', async ({
  page,
  studio,
  browser,
}) => {
  await page.goto(settings(studio.home, 'members'))
  const grace = await aStranger(browser)
  await join(grace, await inviteByLink(page, 'member'), 'Grace')
  await page.goto(settings(studio.home, 'team'))
  const held = page.getByRole('group', { name: 'Members' })
  await held.getByRole('radio', { name: 'Only some' }).check({ force: true })
  await held.getByRole('checkbox', { name: 'Imagen 3.0 Generate 002' }).uncheck()
  await expectNoBarriers(page, 'models of members')
  await page.getByRole('button', { name: 'Save' }).last().click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await grace.reload()
  await expect(grace.getByText('Your role may not use it in this team.').first()).toBeVisible()

  await page.getByRole('button', { name: 'Team: Northwind Studio' }).click()
  await page.getByRole('menuitem', { name: 'New team' }).click()
  const dialog = page.getByRole('dialog', { name: 'New team' })
  await dialog.getByRole('textbox', { name: 'Team name' }).fill('Southwind')
  await expectNoBarriers(page, 'new team')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/t/southwind/playground')
  await expect(grace.getByRole('button', { name: /^Team:/ })).toHaveCount(0)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('members and budgets are all in reach', async ({ page, studio }) => {
    await page.goto(settings(studio.home, 'members'))
    await inviteByLink(page, 'member')
    await expect(page.getByRole('list', { name: 'Invitations' })).toBeVisible()
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Budgets' }).click()
    await page.getByRole('button', { name: 'Set it for each member' }).click()
    const dialog = page.getByRole('dialog', { name: 'Budget of each member' })
    await dialog.getByRole('textbox', { name: 'A month' }).fill('20')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Each member may spend $20.00 a month')).toBeVisible()
    await expectNoBarriers(page, 'budgets on a phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  })
})

test('the team sets a key of its own, which nobody sees again, and takes it away', async ({
  page,
  studio,
}) => {
  await page.goto(settings(studio.home, 'keys'))
  await expect(page.getByText('Pictures are made with this server’s key, and it works.')).toBeVisible()
  await expectNoBarriers(page, 'keys')
  await page.getByLabel('Key for Lumenfall').fill('lmnfl_nobody.has-this')
  await page.getByRole('button', { name: 'Set the key' }).click()
  await expect(page.getByText('The API refuses this key.')).toBeVisible()
  await expectNoBarriers(page, 'a key that is refused')
  await page.getByLabel('Key for Lumenfall').fill(studio.standin.apiKey)
  await page.getByRole('button', { name: 'Set the key' }).click()
  await expect(page.getByText(`Set, ends in ${studio.standin.apiKey.slice(-4)}`)).toBeVisible()
  await expect(page.getByText('Pictures are made with the team’s own key, and it works.')).toBeVisible()
  await expect(page.getByLabel('Another key')).toHaveValue('')
  await expectNoBarriers(page, 'a key that is set')
  await page.getByRole('button', { name: 'Remove the key' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it' }).click()
  await expect(page.getByText('Pictures are made with this server’s key, and it works.')).toBeVisible()
})

test('the audit log says who did what, and is taken away as a table', async ({ page, studio }) => {
  await page.goto(settings(studio.home, 'members'))
  await inviteByLink(page, 'editor')
  await page.goto(settings(studio.home, 'audit'))
  const log = page.getByRole('list', { name: 'Audit log' })
  await expect(log).toContainText('Ada Lovelace invited one person by link, as editor')
  await expectNoBarriers(page, 'audit')
  await page.getByRole('combobox', { name: 'About' }).selectOption('Budgets, bills and keys')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible()
  await expectNoBarriers(page, 'an empty log')
  await page.getByRole('combobox', { name: 'About' }).selectOption('Members and invitations')
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(log.getByRole('listitem')).toHaveCount(1)
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await coming).suggestedFilename()).toBe('northwind-studio-audit.csv')
})
