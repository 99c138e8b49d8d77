import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { expectPrompt, generate, write } from './steps.ts'

const first = 'imagen-3.0-generate-002'
const models = (page: Page) => page.getByRole('list', { name: 'Models' }).getByRole('listitem')
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search models' })

test('a model is found by a word, its page is read, and one of its recipes is opened in the playground', async ({
  page,
  studio,
}) => {
  await page.goto(`${studio.home}/playground`)
  await page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Models' }).click()
  await expect(page.getByRole('heading', { name: 'Models', level: 2 })).toBeVisible()
  expect(await models(page).count()).toBeGreaterThan(8)
  await expectNoBarriers(page, 'models')
  await search(page).fill('photorealistic google')
  await expect(models(page)).toHaveCount(1)
  await expect(page).toHaveURL(/search=photorealistic\+google/)
  await page.reload()
  await expect(search(page)).toHaveValue('photorealistic google')
  await models(page).getByRole('link', { name: 'Imagen 3.0 Generate 002' }).click()
  await expect(page).toHaveURL(`${studio.home}/models/${first}`)

  await expect(page.getByRole('heading', { name: 'Imagen 3.0 Generate 002' })).toBeVisible()
  const quick = page.getByRole('complementary', { name: 'Quick reference' })
  await expect(quick).toContainText('imagen-3')
  await expect(part(page, 'How it stands')).toContainText('30 June 2026, is past')
  await expect(part(page, 'How it stands').getByRole('link')).toHaveText('Gemini 2.5 Flash Image')
  const parameters = page.getByRole('table', { name: 'Parameters' })
  await expect(parameters.getByRole('row', { name: /^n\b/ })).toContainText('Whole number, 1 to 10')
  await expect(parameters.getByRole('row', { name: /^output_format/ })).toContainText('PNG, JPEG')
  await expect(part(page, 'Providers')).toContainText('vertex/imagen-3.0-generate-002')
  await expect(part(page, 'Benchmarks').getByRole('table')).toHaveCount(3)
  const program = page.getByLabel('The program')
  await expect(program).toContainText('curl')
  await page.getByRole('radio', { name: 'Python' }).check({ force: true })
  await expect(program).toContainText('import base64')
  await expectNoBarriers(page, 'first model')

  await page.getByRole('button', { name: 'Open in playground: Shop sign with lettering' }).click()
  await page.waitForURL('**/playground')
  await expectPrompt(page, /^A hand-painted wooden sign for \{\{shop=a local bakery\}\}/)
  expect(page.url()).not.toContain('sign')
  await expect(page.getByRole('radio', { name: '4:3' })).toBeChecked()
})

test('the catalogue is narrowed by creator, way, price and status, in an address that can be kept', async ({
  page,
  studio,
}) => {
  await page.goto(`${studio.home}/models`)
  const choose = (name: string, option: string) =>
    page.getByRole('combobox', { name, exact: true }).selectOption(option)
  await choose('Creator', 'Google')
  await expect(page).toHaveURL(/creator=google/)
  await choose('Way', 'Edits')
  await expect(models(page)).toHaveCount(1)
  await choose('Price', 'Up to $0.02')
  await expect(page.getByRole('heading', { name: 'No model fits' })).toBeVisible()
  await expectNoBarriers(page, 'no model fits')
  await page.getByRole('link', { name: 'Show all models' }).click()
  await expect(page).toHaveURL(`${studio.home}/models`)
  await choose('Status', 'Ending or failing')
  await expect(models(page)).toHaveText([
    /Imagen 3.0 .*Past its end/,
    /Imagen 4.*Past its end/,
    /Imagen 2.*Retired/,
  ])
  await choose('Status', 'Not usable here')
  await expect(models(page).filter({ hasText: 'It makes video, not images.' })).toHaveCount(1)
  await page.goto(`${studio.home}/models?sort=price&way=text-to-image&status=usable`)
  await expect(page.getByRole('combobox', { name: 'Order' })).toHaveValue('price')
})

test('a retired model says so, offers others, and is not opened; an alias leads to its page', async ({
  page,
  studio,
}) => {
  await page.goto(`${studio.home}/models/imagen-2.0-generate-001`)
  const standing = part(page, 'How it stands')
  await expect(standing).toContainText('The API has disabled it')
  await expect(page.getByRole('button', { name: 'Open in playground' })).toHaveCount(0)
  await expect(page.getByRole('table', { name: 'Parameters' })).toBeVisible()
  await expectNoBarriers(page, 'retired model')
  await standing.getByRole('link', { name: 'Gemini 2.5 Flash Image' }).click()
  await expect(page).toHaveURL(/gemini-2\.5-flash-image$/)
  await page.goto(`${studio.home}/models/imagen-3`)
  await expect(page).toHaveURL(`${studio.home}/models/${first}`)
  await page.goto(`${studio.home}/models/${encodeURIComponent(`vertex/${first}`)}`)
  await expect(page).toHaveURL(`${studio.home}/models/${first}`)
  await page.goto(`${studio.home}/models/${encodeURIComponent('google/gemini-3-flash-preview')}`)
  await expect(page.getByRole('heading', { name: 'google/gemini-3-flash-preview' })).toBeVisible()
  expect((await page.goto(`${studio.home}/models/no-such-model`))?.status()).toBe(404)
})

test('what was made with a model is measured on its page, and leads to it', async ({
  playground: page,
  studio,
}) => {
  await page.goto(`${studio.home}/models/flux-schnell`)
  await expect(part(page, 'Measured here')).toHaveCount(0)
  await expect(part(page, 'Benchmarks')).toHaveCount(0)
  await expectNoBarriers(page, 'model with little to say')
  await page.goto(`${studio.home}/playground`)
  await generate(page, 'A heron in the reeds', 2)
  await write(page, 'A boat [[all-filtered]]')
  await page.getByRole('button', { name: /^Generate/ }).click()
  await expect(page.getByRole('list', { name: 'Results' }).locator('[data-status=refused]')).toHaveCount(1)
  await page.getByRole('link', { name: 'About this model' }).click()
  await expect(page).toHaveURL(`${studio.home}/models/${first}`)
  const measured = page.getByRole('list', { name: 'Measured' })
  await expect(measured).toContainText(/Calls1Succeeded100 %Refused0 %Half within[\d.]+ s.*\$0\.03/)
  await expect(measured).toContainText(/Succeeded0 %Refused100 %/)
  await part(page, 'Pictures')
    .getByRole('link', { name: /^Picture 1 of/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Picture' })
  await expect(dialog.getByRole('img', { name: 'A heron in the reeds' })).toBeVisible()
  await dialog.getByRole('link', { name: first }).click()
  await expect(dialog).toBeHidden()
  await part(page, 'Pictures').getByRole('link', { name: 'Show them in the gallery' }).click()
  await expect(page.getByRole('list', { name: 'Pictures' }).getByRole('link')).toHaveCount(2)
})

test('the playground says that a chosen model is not served any more, and calls nobody', async ({
  playground: page,
  studio,
}) => {
  await write(page, 'A harbour')
  await page.evaluate((key) => {
    const draft: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    localStorage.setItem(key, JSON.stringify({ ...Object(draft), modelId: 'imagen-2.0-generate-001' }))
  }, `atelier.draft.${studio.team}`)
  await page.reload()
  await expect(page.getByText('The API does not serve this model any more.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Generate/ })).toBeDisabled()
  await page.getByRole('link', { name: 'What there is in its place' }).click()
  await expect(part(page, 'How it stands')).toContainText('The API has disabled it')
  expect(studio.standin.control.bill().requests).toEqual([])
})

test('the same page is a text for agents, and so is the catalogue', async ({ page, studio }) => {
  await page.goto(`${studio.home}/models/${first}`)
  const address = await page.getByRole('link', { name: 'As text' }).getAttribute('href')
  const text = await page.request.get(`${studio.url}${address}`)
  expect(text.headers()['content-type']).toBe('text/plain; charset=utf-8')
  expect(await text.text()).toMatch(/^# Imagen 3\.0 Generate 002\n[\s\S]+## Parameters[\s\S]+`output_format`/)
  await page.goto(`${studio.home}/models`)
  await page.getByRole('link', { name: 'as text' }).click()
  await expect(page.getByText('# Models')).toBeVisible()
})

test('on a phone the page of a model reads from top to bottom, within its width', async ({
  page,
  studio,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${studio.home}/models`)
  await search(page).fill('imagen 3')
  await models(page).getByRole('link', { name: 'Imagen 3.0 Generate 002' }).click()
  await expect(page.getByRole('heading', { name: 'Imagen 3.0 Generate 002' })).toBeVisible()
  const overflow = await page.evaluate(() => {
    const main = document.querySelector('main')
    return main ? main.scrollWidth - main.clientWidth : -1
  })
  expect(overflow).toBe(0)
  await page.getByRole('button', { name: 'Open in playground', exact: true }).click()
  await page.waitForURL('**/playground')
  await expect(page.getByText('Imagen 3.0 Generate 002 is chosen.')).toBeVisible()
  const tabs = page.getByRole('navigation', { name: 'Studio' }).getByRole('link')
  await expect(tabs).toHaveCount(6)
  for (const tab of await tabs.all()) expect((await tab.boundingBox())?.width).toBeGreaterThanOrEqual(44)
})
