import type { Locator, Page } from '@playwright/test'
import { devices } from '@playwright/test'
import sharp from 'sharp'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { generate, write } from './steps.ts'

const results = (page: Page) => page.getByRole('list', { name: 'Results' })
const inputs = (page: Page) => page.getByRole('region', { name: 'Inputs' })
const pictures = (page: Page) => inputs(page).getByRole('button', { name: /^Picture \d of \d$/ })
const button = (page: Page) => page.getByRole('button', { name: /^Generate/ })

const aPicture = async (name: string, background = '#c86432', width = 96, height = 64) => ({
  name,
  mimeType: 'image/png',
  buffer: await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer(),
})

async function chooseModel(page: Page, current: RegExp, search: string): Promise<void> {
  await page.getByRole('button', { name: current }).click()
  await page.getByRole('combobox', { name: 'Search models' }).fill(search)
  await page.getByRole('option', { name: new RegExp(search, 'i') }).click()
}

const chooseEditor = (page: Page) => chooseModel(page, /^Model:/, 'Gemini 2.5 Flash Image')

const add = async (page: Page, ...names: string[]) =>
  page
    .getByLabel('Pictures from this device')
    .setInputFiles(
      await Promise.all(names.map((name, index) => aPicture(name, `#${index + 1}${index + 4}5599`))),
    )

test('pictures appear where the model takes some, go out in their order, and stay over a reload', async ({
  playground: page,
  studio,
}) => {
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
  await expect(inputs(page)).toHaveCount(0)
  await chooseEditor(page)
  await expect(inputs(page).getByText('Drop or paste up to 3 pictures, or none.')).toBeVisible()
  await add(page, 'first.png', 'second.png')
  await expect(pictures(page)).toHaveCount(2)
  await write(page, 'Put them together')
  await pictures(page).last().click()
  await page.getByRole('menuitem', { name: 'Move earlier' }).click()
  await page.reload()
  await expect(pictures(page)).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Generate 1 · $0.039' })).toBeEnabled()
  await button(page).click()
  await expect(results(page).getByRole('img', { name: 'Put them together' })).toBeVisible()
  await expect(results(page).getByText('From 2 pictures')).toBeVisible()
  const [call] = studio.standin.control.calls().filter(({ path }) => path.endsWith('/images/edits'))
  expect(call?.uploads.map(({ field }) => field)).toEqual(['image[]', 'image[]'])
  await pictures(page).first().click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await expect(pictures(page)).toHaveCount(1)
})

test('what cannot be taken says why: too many, another type, a broken file, none where one is needed', async ({
  playground: page,
}) => {
  await chooseEditor(page)
  await add(page, '1.png', '2.png', '3.png', '4.png')
  await expect(inputs(page).getByRole('alert')).toHaveText('Gemini 2.5 Flash Image takes at most 3 pictures.')
  await expect(pictures(page)).toHaveCount(3)
  await pictures(page).first().click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const choose = page.getByLabel('Pictures from this device')
  await choose.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('words') })
  await expect(inputs(page).getByRole('alert')).toHaveText('notes.txt is no PNG, JPEG or WebP.')
  await choose.setInputFiles({ name: 'no.png', mimeType: 'image/png', buffer: Buffer.from('no picture') })
  await expect(inputs(page).getByRole('alert')).toContainText('This cannot be used')
  await chooseModel(page, /^Model:/, 'Crystal Upscaler')
  await expect(page.getByText('Crystal Upscaler takes at most one picture. Remove 1.')).toBeVisible()
  await expect(button(page)).toBeDisabled()
  await expectNoBarriers(page, 'inputs, with an error')
})

test('pictures are dropped and pasted on the composer', async ({ playground: page }) => {
  await chooseEditor(page)
  await expect(inputs(page)).toBeVisible()
  const { buffer } = await aPicture('dropped.png')
  for (const kind of ['drop', 'paste'] as const) {
    await page.getByRole('textbox', { name: 'Prompt' }).evaluate(
      (element, { base64, kind: type }) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        const data = new DataTransfer()
        // Two pictures that differ: a byte behind the end is nobody's picture.
        data.items.add(new File([bytes, type], `${type}.png`, { type: 'image/png' }))
        element.dispatchEvent(
          type === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
      },
      { base64: buffer.toString('base64'), kind },
    )
    await expect(pictures(page)).toHaveCount(kind === 'drop' ? 1 : 2)
  }
  await expect(page.getByRole('textbox', { name: 'Prompt' })).not.toContainText('.png')
})

test('a part is painted, taken back, and changed alone', async ({ playground: page, studio }) => {
  await chooseEditor(page)
  await add(page, 'first.png')
  await pictures(page).click()
  await page.getByRole('menuitem', { name: 'Paint the mask' }).click()
  const dialog = page.getByRole('dialog', { name: 'Mask' })
  await expect(dialog.getByRole('button', { name: 'Use mask' })).toBeDisabled()
  const stroke = async (from: number, to: number) => {
    const box = await dialog.getByRole('img', { name: 'What the mask lies on' }).boundingBox()
    if (!box) throw new Error('There is nothing to paint on.')
    await page.mouse.move(box.x + box.width * from, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 5 })
    await page.mouse.up()
  }
  await stroke(0.1, 0.3)
  await dialog.getByRole('button', { name: 'Undo' }).click()
  await expect(dialog.getByRole('button', { name: 'Use mask' })).toBeDisabled()
  await dialog.getByRole('slider', { name: 'Brush' }).fill('40')
  await stroke(0, 1)
  await dialog.getByRole('radio', { name: 'Erase' }).check({ force: true })
  await stroke(0, 0.5)
  await expectNoBarriers(page, 'mask, painted')
  await dialog.getByRole('button', { name: 'Use mask' }).click()
  await expect(inputs(page).getByRole('button', { name: 'Mask', exact: true })).toBeVisible()
  await write(page, 'Only this half')
  await button(page).click()
  await expect(results(page).getByRole('img', { name: 'Only this half' })).toBeVisible()
  const [call] = studio.standin.control.calls().filter(({ path }) => path.endsWith('/images/edits'))
  expect(call?.uploads.map(({ field }) => field)).toEqual(['image', 'mask'])

  // Where it was not painted, or erased again, the picture is as it was.
  const address = await inputs(page)
    .getByRole('button', { name: 'Mask', exact: true })
    .getByRole('presentation')
    .getAttribute('src')
  const bytes = await (await page.request.get(`${studio.url}${address?.replace('/256', '/original')}`)).body()
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const alpha = (x: number, y: number) =>
    data[(Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 4 + 3]
  expect([info.width, info.height]).toEqual([96, 64])
  expect([alpha(0.2, 0.5), alpha(0.9, 0.5), alpha(0.9, 0.02)]).toEqual([255, 0, 255])

  await inputs(page).getByRole('button', { name: 'Mask', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Paint the mask' }).click()
  await expect(dialog.getByRole('button', { name: 'Use mask' })).toBeEnabled()
  await dialog.getByRole('button', { name: 'Clear' }).click()
  await dialog.getByLabel('Mask from a file').setInputFiles(await aPicture('mask.png', '#0000'))
  await expect(dialog).toHaveCount(0)
  await pictures(page).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await expect(inputs(page).getByRole('button', { name: 'Mask', exact: true })).toHaveCount(0)
})

test('from a picture that was made: vary, upscale, and back to what it was made from', async ({
  playground: page,
}) => {
  await write(page, 'A harbour at dusk')
  await button(page).click()
  await expect(results(page).getByRole('img', { name: 'A harbour at dusk' })).toBeVisible()

  await results(page).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Vary' }).click()
  await expect(
    page.getByText('Ready to be varied. Switched to Gemini 2.5 Flash Image, which can.'),
  ).toBeVisible()
  await expect(pictures(page)).toHaveCount(1)
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toContainText('A harbour at dusk')
  await button(page).click()
  await expect(results(page).getByRole('img', { name: 'A harbour at dusk' })).toHaveCount(2)

  await results(page).getByRole('link', { name: 'A harbour at dusk' }).first().click()
  const lightbox = page.getByRole('dialog', { name: 'Picture' })
  await expect(lightbox.getByRole('heading', { name: 'Made from' })).toBeVisible()
  await expectNoBarriers(page, 'lightbox with lineage')
  await lightbox.getByRole('button', { name: 'Picture 1' }).click()
  await expect(lightbox.getByRole('heading', { name: 'Used for' })).toBeVisible()
  await lightbox.getByRole('button', { name: 'Made from this, 1' }).click()
  await expect(lightbox.getByRole('heading', { name: 'Made from' })).toBeVisible()
  await lightbox.getByRole('button', { name: 'Upscale' }).click()

  await expect(page.getByRole('button', { name: 'Generate 1 · $0.05' })).toBeEnabled()
  await expect(inputs(page).getByText('No words are needed.')).toBeVisible()
  await button(page).click()
  await expect(results(page).getByText('Made larger')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(page.getByRole('button', { name: 'Model: Gemini 2.5 Flash Image' })).toBeVisible()
})

test('of several pictures one says which is varied', async ({ playground: page }) => {
  await generate(page, 'Three boats', 3)
  await results(page).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Vary' }).click()
  const dialog = page.getByRole('dialog', { name: 'Vary which picture?' })
  await expect(dialog.getByRole('button', { name: /^Picture/ })).toHaveCount(3)
  await expectNoBarriers(page, 'which picture to vary')
  const source = (picture: Locator) => picture.getAttribute('src')
  const second = await source(dialog.getByRole('button', { name: 'Picture 2' }).locator('img'))
  await dialog.getByRole('button', { name: 'Picture 2' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(pictures(page)).toHaveCount(1)
  const taken = await source(pictures(page).locator('img'))
  expect(taken?.split('/').at(-2)).toBe(second?.split('/').at(-2))
})

test('the gallery gives pictures to start from', async ({ playground: page }) => {
  await write(page, 'Something to start from')
  await button(page).click()
  await expect(results(page).getByRole('img', { name: 'Something to start from' })).toBeVisible()
  await chooseEditor(page)
  await inputs(page).getByRole('button', { name: 'Add picture' }).click()
  await page.getByRole('menuitem', { name: 'From the gallery' }).click()
  const dialog = page.getByRole('dialog', { name: 'Pictures of the gallery' })
  await dialog.getByRole('button', { name: 'Something to start from' }).click()
  await expectNoBarriers(page, 'gallery picker')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(pictures(page)).toHaveCount(1)
})

test.describe('on a phone', () => {
  const { defaultBrowserType: _phone, ...phone } = devices['Pixel 7']
  test.use({ ...phone, viewport: { width: 390, height: 844 } })

  test('a picture is added, masked with a finger, and varied', async ({ playground: page }) => {
    await page.getByRole('button', { name: 'Parameters' }).tap()
    const sheet = page.getByRole('dialog', { name: 'Parameters' })
    await sheet.getByRole('button', { name: /^Model:/ }).tap()
    await page.getByRole('combobox', { name: 'Search models' }).fill('Gemini 2.5 Flash')
    await page.getByRole('option', { name: /^Gemini 2.5 Flash Image/ }).tap()
    await sheet.getByRole('button', { name: 'Close' }).tap()
    await add(page, 'first.png')
    await expect(pictures(page)).toHaveCount(1)
    await expectNoBarriers(page, 'inputs, one picture', ['phone'])
    await pictures(page).tap()
    await page.getByRole('menuitem', { name: 'Paint the mask' }).tap()
    const dialog = page.getByRole('dialog', { name: 'Mask' })
    await dialog.getByRole('img', { name: 'What the mask lies on' }).tap({ force: true })
    await expectNoBarriers(page, 'mask', ['phone'])
    await dialog.getByRole('button', { name: 'Use mask' }).tap()
    await expect(inputs(page).getByRole('button', { name: 'Mask', exact: true })).toBeVisible()
    await write(page, 'With a finger')
    await button(page).tap()
    await expect(results(page).getByRole('img', { name: 'With a finger' })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
