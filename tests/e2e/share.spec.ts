import type { Page } from '@playwright/test'
import { empty, firstLoad, kiloBytes } from './first-load.ts'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { aStranger, expectPrompt, generate, owner } from './steps.ts'

const pictures = (page: Page) => page.getByRole('list', { name: 'Pictures' }).getByRole('listitem')

/** Opens the dialog on the newest picture of the gallery. */
async function openShare(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/gallery`)
  await page.getByRole('link', { name: 'A harbour' }).first().click()
  await page.getByRole('dialog', { name: 'Picture' }).getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('dialog', { name: 'Share 1 image' })).toBeVisible()
}

/** Makes a link by the dialog, and returns its address. */
async function share(
  page: Page,
  title: string,
  ticks: readonly string[] = [],
  password = '',
): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Share 1 image' })
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title)
  for (const tick of ticks) await dialog.getByRole('checkbox', { name: tick }).check()
  if (password !== '') await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  const address = page.getByRole('textbox', { name: 'Address of the link' })
  await expect(address).toHaveValue(/\/s\/[\w-]{43}$/)
  return address.inputValue()
}

test('a link opens to a stranger, shows what was allowed, and is dead once it is revoked', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A harbour', 2)
  await openShare(page, studio.home)
  await expectNoBarriers(page, 'share dialog')
  const address = await share(page, 'Harbour mornings', ['Prompts', 'Download the pictures'])
  await expect(page.getByRole('img', { name: 'QR code of Harbour mornings' })).toBeVisible()
  await expectNoBarriers(page, 'share dialog, link made')

  const stranger = await aStranger(page)
  const scripts = await firstLoad(stranger, address)
  expect(kiloBytes(scripts) - empty.kB, 'kB of scripts above an empty page').toBeLessThanOrEqual(30)
  await expect(stranger.getByRole('heading', { name: 'Harbour mornings' })).toBeVisible()
  await expect(stranger.getByText('Northwind Studio', { exact: true })).toBeVisible()
  await expect(pictures(stranger)).toHaveCount(1)
  await expect(stranger.getByRole('link', { name: 'Remix' })).toHaveCount(0)
  await expectNoBarriers(stranger, 'shared gallery')

  await stranger.getByRole('link', { name: 'A harbour' }).click()
  const lightbox = stranger.getByRole('dialog', { name: 'Picture' })
  await expect(lightbox.getByRole('img', { name: 'A harbour' })).toBeVisible()
  await expectNoBarriers(stranger, 'shared lightbox')
  await stranger.goBack()
  await expect(lightbox).toBeHidden()
  const download = stranger.waitForEvent('download')
  await stranger.getByRole('link', { name: 'Download all' }).click()
  expect((await download).suggestedFilename()).toBe('harbour-mornings.zip')

  await page.getByRole('link', { name: 'My links' }).click()
  const line = page.getByRole('list', { name: 'My links' }).getByRole('listitem')
  await expect(line).toContainText('Harbour mornings')
  await expect(line).toContainText('1 view')
  await expectNoBarriers(page, 'my links')
  await line.getByRole('button', { name: 'Revoke Harbour mornings' }).click()
  await expectNoBarriers(page, 'revoke a link', ['desk'])
  await page
    .getByRole('dialog', { name: /^Revoke/ })
    .getByRole('button', { name: 'Revoke', exact: true })
    .click()
  await expect(line).toContainText('Revoked')
  const answer = await stranger.goto(address)
  expect(answer?.status()).toBe(404)
})

test('a password is asked for without a script, and opens the link alone', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A harbour')
  await openShare(page, studio.home)
  const address = await share(page, 'For Ida', [], 'open sesame')
  const stranger = await aStranger(page, { javaScriptEnabled: false })
  await stranger.goto(address)
  await expect(stranger.getByRole('heading', { name: 'This link asks for a password' })).toBeVisible()
  await expect(stranger).not.toHaveTitle(/Ida/)
  await stranger.getByLabel('Password').fill('open says me')
  await stranger.getByRole('button', { name: 'Open' }).click()
  await expect(stranger.getByText('This is not the password of this link.')).toBeVisible()
  await stranger.getByLabel('Password').fill('open sesame')
  await stranger.getByRole('button', { name: 'Open' }).click()
  await expect(stranger.getByRole('heading', { name: 'For Ida' })).toBeVisible()
  await expect(pictures(stranger)).toHaveCount(1)

  const other = await aStranger(page)
  await other.goto(address)
  await expectNoBarriers(other, 'shared, password')
})

test('without scripts the gallery is a plain one: each picture has a page, and leads to the next', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A harbour')
  await openShare(page, studio.home)
  const address = await share(page, 'Plain', ['Prompts', 'Download the pictures'])
  const stranger = await aStranger(page, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await stranger.goto(address)
  await stranger.getByRole('link', { name: 'A harbour' }).click()
  await expect(stranger).toHaveURL(`${address}/1`)
  await expect(stranger.getByRole('img', { name: 'A harbour' })).toBeVisible()
  await expect(stranger.getByRole('link', { name: 'Download' })).toBeVisible()
  await stranger.getByRole('link', { name: 'All pictures' }).click()
  await expect(stranger).toHaveURL(address)
})

test.describe('where one has one team', () => {
  test.use({ isOwn: true })

  test('a remix opens the recipe in one’s own playground, also when one has to sign in first', async ({
    playground: page,
    studio,
  }) => {
    await generate(page, 'A harbour')
    await openShare(page, studio.home)
    const address = await share(page, 'Take it', [
      'Remix: take prompt and parameters into their own playground',
    ])
    const stranger = await aStranger(page)
    await stranger.goto(address)
    await stranger.getByRole('link', { name: 'Remix' }).click()
    await stranger.getByRole('textbox', { name: 'E-mail' }).fill(owner.email)
    await stranger.getByLabel('Password').fill(owner.password)
    await stranger.getByRole('button', { name: 'Sign in' }).click()
    await expect(stranger.getByRole('heading', { name: 'Remix' })).toBeVisible()
    await expectNoBarriers(stranger, 'remix')
    await stranger.getByRole('button', { name: 'Open in the playground' }).click()
    await stranger.waitForURL(`**/t/${studio.team}/playground`)
    await expectPrompt(stranger, 'A harbour')
  })
})

test('a link is edited: its words, what it shows, its address', async ({ playground: page, studio }) => {
  await generate(page, 'A harbour')
  await openShare(page, studio.home)
  const address = await share(page, 'First words')
  await page.goto(`${studio.home}/links`)
  await page.getByRole('button', { name: 'Edit First words' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit the link' })
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Second words')
  await dialog.getByRole('checkbox', { name: 'Prompts' }).check()
  await expectNoBarriers(page, 'edit a link')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  const stranger = await aStranger(page)
  await stranger.goto(address)
  await expect(stranger.getByRole('heading', { name: 'Second words' })).toBeVisible()
  await expect(stranger.getByRole('img', { name: 'A harbour' })).toBeVisible()
  await page.getByRole('button', { name: 'Edit Second words' }).click()
  await dialog.getByRole('button', { name: 'New address' }).click()
  const question = page.getByRole('dialog', { name: 'Change the address?' })
  await question.getByRole('button', { name: 'Not now' }).click()
  await expect(page.getByRole('textbox', { name: 'Address of the link' })).toHaveValue(address)
  await dialog.getByRole('button', { name: 'New address' }).click()
  await question.getByRole('button', { name: 'Change it' }).click()
  await expect(page.getByRole('textbox', { name: 'Address of the link' })).not.toHaveValue(address)
  expect((await stranger.goto(address))?.status()).toBe(404)
})
