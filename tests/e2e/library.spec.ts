import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { bakery, bringIn, lobby } from './library-steps.ts'
import { expectNoBarriers } from './looks.ts'
import { chooseImages, editorIsThere, expectPrompt, write } from './steps.ts'

const at = (home: string, path = '') => `${home}/library${path}`
const promptOf = (page: Page) => page.getByRole('textbox', { name: 'Prompt' })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })
const list = (page: Page) => page.getByRole('list', { name: 'Prompts' })
const versions = (page: Page) => page.getByRole('list', { name: 'Versions' })
const row = (page: Page, text: string) =>
  page.getByRole('list', { name: 'Results' }).getByRole('listitem').filter({ hasText: text })

const offered = (page: Page) => page.getByRole('listbox', { name: 'Completions' }).getByRole('option')

/** Writes a prompt's short name, as a person does, and waits until it is offered. */
async function type(page: Page, text: string, option: RegExp): Promise<void> {
  await editorIsThere(page)
  await write(page, '')
  await promptOf(page).pressSequentially(text)
  await expect(offered(page).filter({ hasText: option })).toBeVisible()
}

/** Takes what is offered, by keyboard: what has only just come up is not taken by a key that was meant for the text. */
async function take(page: Page): Promise<void> {
  await page.waitForTimeout(100)
  await page.keyboard.press('Enter')
}

const generate = (page: Page) => page.getByRole('button', { name: /^Generate/ }).click()

async function open(page: Page, home: string, title: string): Promise<void> {
  await page.goto(at(home))
  await list(page).getByRole('link', { name: title }).click()
  await page.waitForURL('**/library/*')
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
}

test('a prompt is kept, sent, changed, kept again, and what was made says from which version', async ({
  playground: page,
  studio,
}) => {
  await write(page, 'A sign that says "{{word}}"')
  await page.getByRole('textbox', { name: 'word' }).fill('RYE')
  await page.getByRole('button', { name: 'Save to the library' }).click()
  const save = dialog(page, 'Save to the library')
  await save.getByRole('textbox', { name: 'Title' }).fill('Bakery sign')
  await save.getByRole('combobox', { name: 'Folder' }).fill('Retail')
  await save.getByRole('textbox', { name: 'Tags' }).fill('shop, Lettering')
  await expectNoBarriers(page, 'save to the library')
  await save.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('“Bakery sign” v1 saved.')).toBeVisible()
  await expect(page.getByText('from “Bakery sign” v1', { exact: true })).toBeVisible()
  await generate(page)
  await row(page, 'A sign that says "RYE"').getByRole('img').waitFor()
  await expect(row(page, 'RYE').getByRole('link', { name: 'from “Bakery sign” v1' })).toBeVisible()

  await write(page, 'A gilded sign that says "{{word}}"')
  await expect(page.getByText('from “Bakery sign” v1, changed')).toBeVisible()
  await expectNoBarriers(page, 'a prompt of the library, changed', ['desk'])
  await generate(page)
  await row(page, 'A gilded sign that says "RYE"').getByRole('img').waitFor()
  await expect(row(page, 'gilded').getByRole('link', { name: /^from/ })).toHaveCount(0)

  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or run' }).fill('save to')
  await page.keyboard.press('Enter')
  await save.getByRole('textbox', { name: 'Note' }).fill('Gold leaf')
  await expectNoBarriers(page, 'save a version')
  await save.getByRole('button', { name: 'Save version 2' }).click()
  await expect(page.getByText('from “Bakery sign” v2', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByText('from “Bakery sign” v2', { exact: true })).toBeVisible()
  await row(page, 'A sign').getByRole('link', { name: 'from “Bakery sign” v1' }).click()
  await page.waitForURL(/\/library\/[\w-]+\?version=1$/)
  await expect(versions(page).getByRole('listitem')).toHaveCount(2)
  await expect(page.getByText('1 use · 100% gave a picture · $0.03 a picture')).toBeVisible()
  await page.getByRole('link', { name: /^Picture 1 of version 1/ }).click()
  const facts = page.getByRole('complementary', { name: 'About this picture' })
  await expect(facts.getByRole('link', { name: 'from “Bakery sign” v1' })).toBeVisible()
  await page.goto(at(studio.home, '?search=gild'))
  await expect(list(page).getByRole('listitem').filter({ hasText: 'Bakery sign' })).toContainText('#shop')
})

test('by its name in the editor, at once where nothing else changes, also amidst other words', async ({
  playground: page,
}) => {
  await bringIn(page, 'team', [bakery])
  await page.reload()
  await type(page, '/bak', /bakery-sign/)
  await expectNoBarriers(page, 'prompts by their names', ['desk'])
  await take(page)
  await expectPrompt(page, 'A gilded sign that says "{{name}}"')
  await expect(page.getByRole('textbox', { name: 'name' })).toHaveValue('RYE')
  await expect(page.getByText('from “Bakery sign” v2', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(promptOf(page)).not.toContainText('gilded')
  await expect(page.getByText('from “Bakery sign”')).toHaveCount(0)

  await type(page, 'A cat beside /sign', /bakery-sign/)
  await take(page)
  await expectPrompt(page, 'A cat beside A gilded sign that says "{{name}}"')
  await expect(page.getByText('from “Bakery sign” v2, changed')).toBeVisible()
  await page.getByRole('button', { name: 'Put back' }).click()
  await expectPrompt(page, 'A gilded sign that says "{{name}}"')
  await page.getByRole('button', { name: 'Not from the library' }).click()
  await expect(page.getByText('from “Bakery sign”')).toHaveCount(0)
  await write(page, '')
  await promptOf(page).pressSequentially('http:/bak and /b')
  await expect(offered(page)).toHaveCount(1)
  await promptOf(page).pressSequentially('x')
  await expect(offered(page)).toHaveCount(0)
})

test('a name that is typed before the names are known is offered all the same', async ({
  playground: page,
}) => {
  await bringIn(page, 'mine', [lobby])
  let release = () => undefined as void
  const isReleased = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/library/names', async (route) => {
    await isReleased
    await route.continue()
  })
  await page.reload()
  await editorIsThere(page)
  await write(page, '')
  await promptOf(page).pressSequentially('/ho')
  await expect(offered(page)).toHaveCount(0)
  release()
  await expect(offered(page).filter({ hasText: /hotel-lobby/ })).toBeVisible()
})

test('what has settings shows first what would change, and all variants remember it', async ({
  playground: page,
}) => {
  const text = 'A {red|blue} lobby'
  await bringIn(page, 'mine', [{ ...lobby, versions: lobby.versions.map((each) => ({ ...each, text })) }])
  await page.reload()
  await chooseImages(page, 3)
  await type(page, '/ho', /hotel-lobby/)
  await take(page)
  const changes = dialog(page, 'Reuse').getByRole('region', { name: 'What changes' })
  await expect(changes).toContainText('Images3 → 2')
  await expect(changes).toContainText('Aspect ratiodefault → 16:9')
  await expect(dialog(page, 'Reuse').getByRole('radio', { name: 'As sent' })).toHaveCount(0)
  await expectNoBarriers(page, 'use a prompt of the library')
  await dialog(page, 'Reuse').getByRole('button', { name: 'Take over' }).click()
  await expectPrompt(page, text)
  await expect(page.getByRole('spinbutton', { name: 'Images' })).toHaveValue('2')
  await page.getByRole('spinbutton', { name: 'Images' }).fill('1')
  await generate(page)
  await row(page, text).getByRole('img').nth(1).waitFor()
  await expect(row(page, text).getByRole('link', { name: 'from “Hotel lobby” v1' })).toBeVisible()
  await row(page, text).getByRole('link', { name: 'from “Hotel lobby” v1' }).click()
  await page.waitForURL('**/library/*')
  await expect(page.getByText('2 uses · 100% gave a picture')).toBeVisible()
})

test('is searched, narrowed, put in order and pinned, by keyboard', async ({ playground: page, studio }) => {
  await page.goto(at(studio.home))
  await expect(page.getByRole('heading', { name: 'No prompts yet' })).toBeVisible()
  await expectNoBarriers(page, 'library, empty')
  await bringIn(page, 'team', [bakery])
  await bringIn(page, 'mine', [lobby])
  await page.reload()
  await expect(
    list(page)
      .getByRole('listitem')
      .filter({ has: page.getByRole('link') }),
  ).toHaveCount(2)
  await expectNoBarriers(page, 'library')
  await page.getByRole('main').focus()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search the library' })).toBeFocused()
  await page.keyboard.type('dusk')
  await expect(list(page).getByRole('link', { name: 'Bakery sign' })).toHaveCount(0)
  await expect(list(page).getByRole('link', { name: 'Hotel lobby' })).toBeVisible()
  await page.keyboard.type(' nowhere')
  await expect(page.getByRole('heading', { name: 'No such prompt' })).toBeVisible()
  await page.getByRole('searchbox').fill('')
  await page
    .getByRole('list', { name: 'Folders' })
    .getByRole('button', { name: /^Retail/ })
    .click()
  await expect(list(page).getByRole('link', { name: 'Hotel lobby' })).toHaveCount(0)
  await expect(page).toHaveURL(/folder=/)
  await page.goBack()
  await expect(list(page).getByRole('link', { name: 'Hotel lobby' })).toBeVisible()
  await page.getByRole('radio', { name: 'Team' }).click()
  await expect(list(page).getByRole('link', { name: 'Hotel lobby' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Pin Bakery sign' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Unpin Bakery sign' })).toBeVisible()
  await page.getByRole('button', { name: /^More of the library/ }).click()
  await page.getByRole('menuitemradio', { name: 'Pinned' }).click()
  await expect(list(page).getByRole('link')).toHaveText(['Bakery sign'])
  await page.getByRole('radio', { name: 'All' }).click()
  await page.getByRole('radio', { name: 'Most used' }).click()
  await expect(page).toHaveURL(/sort=used/)
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or run' }).fill('new prompt')
  await page.keyboard.press('Enter')
  const fresh = dialog(page, 'New prompt')
  await fresh.getByRole('textbox', { name: 'Title' }).fill('Wind in the sails')
  await expect(fresh.getByText('In the editor it is /wind-in-the-sails')).toBeVisible()
  await fresh.getByRole('textbox', { name: 'Text' }).fill('A {{boat=ketch}} in a gale')
  await expectNoBarriers(page, 'new prompt')
  await fresh.getByRole('button', { name: 'Save' }).click()
  await page.waitForURL('**/library/*')
  await page.getByRole('button', { name: 'Open in playground' }).click()
  await page.waitForURL('**/playground')
  await expectPrompt(page, 'A {{boat=ketch}} in a gale')
})

test('versions are compared word by word, restored, labelled, and forked', async ({
  playground: page,
  studio,
  context,
}) => {
  await bringIn(page, 'team', [bakery])
  await open(page, studio.home, 'Bakery sign')
  await expectNoBarriers(page, 'a prompt')
  await page.getByRole('button', { name: 'Compare version 2 with version 1' }).click()
  await expect(page.getByRole('heading', { name: 'From version 1 to version 2' })).toBeVisible()
  await expect(page.getByRole('deletion').first()).toHaveText('wooden')
  await expect(page.getByRole('insertion').first()).toHaveText('gilded')
  await expect(page.getByRole('region', { name: 'Version 1' })).toContainText('A beginning')
  await expectNoBarriers(page, 'two versions')
  await page.reload()
  await expect(page.getByRole('deletion').first()).toHaveText('wooden')
  await page.getByRole('button', { name: 'End the comparison' }).click()

  await versions(page)
    .getByRole('button', { name: /^Version 1/ })
    .click()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('Version 1 is the newest again.')).toBeVisible()
  await expect(versions(page).getByRole('listitem').first()).toContainText('Restored from version 1')
  await page.getByRole('button', { name: 'Label', exact: true }).click()
  const labels = dialog(page, 'Labels of “Bakery sign”')
  await labels.getByRole('checkbox', { name: 'Protected' }).check()
  await labels.getByRole('button', { name: 'Put on' }).click()
  await expect(labels.getByRole('listitem')).toContainText('approved')
  await expectNoBarriers(page, 'labels')
  await labels.getByRole('button', { name: 'Done' }).click()
  await expect(versions(page).getByRole('listitem').first()).toContainText('approved')
  await versions(page)
    .getByRole('button', { name: /^Version 2/ })
    .click()
  await page.getByRole('button', { name: 'Label', exact: true }).click()
  await labels.getByRole('button', { name: 'Move here' }).click()
  await expect(labels.getByRole('listitem')).toContainText('on version 2')
  await labels.getByRole('button', { name: 'Done' }).click()

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(page.getByText('Link copied.')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/\/t\/[\w-]+\/library\/[\w-]+\?version=2$/)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Fork to mine' }).click()
  await expect(page.getByText('forked from “Bakery sign”', { exact: true })).toBeVisible()
  await expect(versions(page).getByRole('listitem')).toContainText('Forked from “Bakery sign”, version 2')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Write a new version' }).click()
  await dialog(page, 'Version 2').getByRole('textbox', { name: 'Text' }).fill('My own sign')
  await dialog(page, 'Version 2').getByRole('textbox', { name: 'Note' }).fill('Mine')
  await expectNoBarriers(page, 'a new version')
  await dialog(page, 'Version 2').getByRole('button', { name: 'Save version 2' }).click()
  await expect(page.getByText('My own sign')).toBeVisible()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Edit title' }).click()
  const about = dialog(page, 'About the prompt')
  await about.getByRole('textbox', { name: 'Title' }).fill('Shop sign')
  await expectNoBarriers(page, 'about a prompt')
  await about.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Shop sign' })).toBeVisible()
})

test('is deleted, had back at once, and had back later', async ({ playground: page, studio }) => {
  await bringIn(page, 'team', [bakery])
  for (const back of ['Undo', 'Restore Bakery sign']) {
    await open(page, studio.home, 'Bakery sign')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.waitForURL(/\/library$/)
    await expect(page.getByText('“Bakery sign” deleted.')).toBeVisible()
    if (back !== 'Undo') {
      await page.getByRole('button', { name: /^More of the library/ }).click()
      await page.getByRole('menuitemradio', { name: 'Deleted' }).click()
      await expect(page.getByText('30 days left')).toBeVisible()
      await expectNoBarriers(page, 'library, deleted', ['desk'])
    }
    await page.getByRole('button', { name: back }).click()
    await expect(page.getByText('“Bakery sign” is back.')).toBeVisible()
  }
})

test('goes out as a file, and comes in after it was said what would change', async ({
  playground: page,
  studio,
}) => {
  await bringIn(page, 'mine', [bakery, lobby])
  await page.goto(at(studio.home))
  await page.getByRole('checkbox', { name: 'Select Bakery sign' }).check()
  await expectNoBarriers(page, 'prompts chosen', ['desk'])
  const [picked] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'JSON' }).click(),
  ])
  const json = readFileSync(await picked.path(), 'utf8')
  expect(json).toContain('"slug": "bakery-sign"')
  expect(json).not.toContain('hotel-lobby')
  await page.getByRole('button', { name: /^More of the library/ }).click()
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export this list as a table' }).click(),
  ])
  expect(readFileSync(await table.path(), 'utf8')).toContain('hotel-lobby')

  const bring = async (name: string, text: string) => {
    await page.getByRole('button', { name: /^More of the library/ }).click()
    await page.getByRole('menuitem', { name: 'Import' }).click()
    await dialog(page, 'Import prompts')
      .getByLabel('File')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  }
  const rows = dialog(page, 'Import prompts').getByRole('region', { name: 'What would change' })
  await bring('prompts.json', json)
  await expect(rows.getByRole('status')).toHaveText('1 the same')
  await expect(dialog(page, 'Import prompts').getByRole('button', { name: 'Import' })).toBeDisabled()
  await dialog(page, 'Import prompts').getByText('Into the team’s').click()
  await expect(rows.getByRole('status')).toHaveText('1 new')
  await page.keyboard.press('Escape')
  await bring('prompts.csv', 'slug,text\nbakery-sign,A neon sign\nmill,A mill\na b,Bad\n')
  await expect(rows.getByRole('status')).toHaveText('1 refused, 1 changed, 1 new')
  await expect(rows.getByRole('listitem').first()).toContainText('A short name has letters')
  await expectNoBarriers(page, 'import')
  await page.getByRole('button', { name: 'Import 2' }).click()
  await expect(page.getByText('1 new prompt, 1 changed.')).toBeVisible()
  await expect(list(page).getByRole('listitem').filter({ hasText: '/bakery-sign' })).toContainText('v3')
  await bring('prompts.json', '{}')
  await expect(dialog(page, 'Import prompts').getByRole('alert')).toContainText('not a file of prompts')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('prompts are found, looked at and opened, and one is kept', async ({ playground: page, studio }) => {
    await bringIn(page, 'team', [bakery, lobby])
    await page.getByRole('link', { name: 'Library' }).tap()
    await page.waitForURL('**/library')
    await page.getByRole('button', { name: 'Folders and tags' }).tap()
    await expectNoBarriers(page, 'folders and tags', ['phone'])
    await dialog(page, 'Folders and tags').getByRole('button', { name: /^shop/ }).tap()
    await dialog(page, 'Folders and tags').getByRole('button', { name: 'Close' }).tap()
    await expect(list(page).getByRole('link', { name: 'Hotel lobby' })).toHaveCount(0)
    await list(page).getByRole('link', { name: 'Bakery sign' }).tap()
    await page.waitForURL('**/library/*')
    await expect(page.getByRole('heading', { name: 'Bakery sign' })).toBeVisible()
    const width = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await width()).toBe(390)
    await page.getByRole('button', { name: 'Compare version 2 with version 1' }).tap()
    await expect(page.getByRole('insertion').first()).toHaveText('gilded')
    expect(await width()).toBe(390)
    await page.getByRole('button', { name: 'Open in playground' }).tap()
    await page.waitForURL('**/playground')
    await expectPrompt(page, 'A gilded sign that says "{{name}}"')
    await write(page, 'A neon sign')
    await page.getByRole('button', { name: 'Save to the library' }).tap()
    const save = dialog(page, 'Save to the library')
    await save.getByText('New prompt').tap()
    await save.getByRole('textbox', { name: 'Title' }).fill('Neon')
    await expect(save).toBeInViewport({ ratio: 1 })
    await save.getByRole('button', { name: 'Save' }).tap()
    await expect(page.getByText('from “Neon” v1', { exact: true })).toBeVisible()
    await page.goto(at(studio.home, '?show=mine'))
    await expect(list(page).getByRole('link')).toHaveText(['Neon'])
    expect(await width()).toBe(390)
  })
})
