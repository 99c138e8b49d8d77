import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { devices } from '@playwright/test'
import sharp from 'sharp'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { expectPrompt, generate, write } from './steps.ts'

const prompt = 'A windmill & <two> "geese" 港'
const imagesOf = (page: Page) => page.getByRole('spinbutton', { name: 'Images' })
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Download' })

interface Saved {
  name: string
  path: string
  bytes: Buffer
}

async function saved(page: Page, press: () => Promise<void>): Promise<Saved> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()])
  const path = await download.path()
  return { name: download.suggestedFilename(), path, bytes: readFileSync(path) }
}

async function openPicture(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Results' }).getByRole('img', { name: prompt }).first().click()
  await page.getByRole('button', { name: 'Download' }).click()
  await expect(dialogOf(page)).toBeVisible()
}

const download = (page: Page) =>
  saved(page, () => dialogOf(page).getByRole('button', { name: 'Download' }).click())

/** As a person does who drags a file over the page. */
async function drop(
  page: Page,
  { name, bytes }: Pick<Saved, 'name' | 'bytes'>,
  place: 'drop' | 'paste' = 'drop',
): Promise<void> {
  await page.getByRole('textbox', { name: 'Prompt' }).evaluate(
    (element, { base64, name: called, kind }) => {
      const data = new DataTransfer()
      const held = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      data.items.add(new File([held], called, { type: 'image/png' }))
      element.dispatchEvent(
        kind === 'drop'
          ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    },
    { base64: bytes.toString('base64'), name, kind: place },
  )
}

test('a picture is downloaded with its recipe, and dropped back it is there again, and can be undone', async ({
  playground: page,
}) => {
  await generate(page, prompt, 2)
  await openPicture(page)
  await expect(dialogOf(page).getByRole('switch', { name: 'With the recipe inside the file' })).toBeChecked()
  await expectNoBarriers(page, 'download')
  await dialogOf(page).getByRole('radio', { name: 'WebP' }).check({ force: true })
  const file = await download(page)
  expect(file.name).toMatch(/^A-windmill-two-geese-港-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.webp$/)
  expect((await sharp(file.bytes).metadata()).format).toBe('webp')
  await expect(dialogOf(page)).toBeHidden()
  await page.keyboard.press('Escape')
  await imagesOf(page).fill('1')
  await write(page, 'Something else')
  await drop(page, file)
  const reuse = page.getByRole('dialog', { name: 'Reuse' })
  await expect(reuse.getByRole('region', { name: 'What changes' })).toContainText('Images1 → 2')
  await reuse.getByRole('button', { name: 'Take over' }).click()
  await expectPrompt(page, prompt)
  await expect(imagesOf(page)).toHaveValue('2')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectPrompt(page, 'Something else')
})

test('the choice is remembered here, and a stripped file says nothing', async ({ playground: page }) => {
  await generate(page, prompt)
  await openPicture(page)
  await dialogOf(page).getByRole('radio', { name: 'JPEG' }).check({ force: true })
  await dialogOf(page).getByRole('switch').click()
  const file = await download(page)
  expect(file.bytes.toString('latin1')).not.toContain('windmill')
  await page.keyboard.press('Escape')
  await page.reload()
  await openPicture(page)
  await expect(dialogOf(page).getByRole('radio', { name: 'JPEG' })).toBeChecked()
  await expect(dialogOf(page).getByRole('switch')).not.toBeChecked()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await drop(page, file)
  await expect(page.getByText('There is no recipe in this picture.')).toBeVisible()
})

test('keys of the download dialog do not turn the pages behind it', async ({ playground: page }) => {
  await generate(page, prompt, 2)
  await openPicture(page)
  await dialogOf(page).getByRole('radio', { name: 'Original' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(dialogOf(page).getByRole('radio', { name: 'PNG' })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(page.getByText('1 of 2')).toBeVisible()
})

test('where the model takes pictures, one that is pasted is taken, and its recipe is offered', async ({
  playground: page,
}) => {
  await generate(page, prompt)
  await openPicture(page)
  const file = await download(page)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Model:/ }).click()
  await page.getByRole('combobox', { name: 'Search models' }).fill('Gemini 2.5 Flash Image')
  await page.getByRole('option', { name: /Gemini 2.5 Flash Image/i }).click()
  const inputs = page.getByRole('region', { name: 'Inputs' })
  await expect(inputs).toBeVisible()
  await drop(page, file, 'paste')
  await expect(inputs.getByRole('button', { name: /^Picture \d of \d$/ })).toHaveCount(1)
  await page.getByRole('button', { name: 'Use its recipe' }).click()
  await expect(page.getByRole('dialog', { name: 'Reuse' })).toContainText('Model')
})

test('a selection comes as a zip by a form, and the page stays', async ({ playground: page, studio }) => {
  await generate(page, prompt, 2)
  const links = page
    .getByRole('list', { name: 'Results' })
    .getByRole('link')
    .filter({ has: page.getByRole('img') })
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const images = [
    ...new Set(addresses.flatMap((address) => /images\/([0-9a-f-]{36})/.exec(address)?.[1] ?? [])),
  ]
  expect(images).toHaveLength(2)
  const file = await saved(page, () =>
    page.evaluate(
      ({ ids, team }) => {
        const frame = Object.assign(document.createElement('iframe'), { name: 'zip', hidden: true })
        const form = Object.assign(document.createElement('form'), { method: 'post', target: 'zip' })
        form.action = `/api/t/${team}/zip`
        const value = JSON.stringify({ selection: { images: ids }, as: 'png', recipe: true })
        form.append(Object.assign(document.createElement('input'), { name: 'request', value }))
        document.body.append(frame, form)
        form.submit()
      },
      { ids: images, team: studio.team },
    ),
  )
  expect(file.name).toMatch(/^pictures-[\d-]+\.zip$/)
  expect(execFileSync('unzip', ['-tq', file.path]).toString()).toContain('No errors')
  expect(new URL(page.url()).pathname).toBe(`/t/${studio.team}/playground`)
})

test.describe('on a phone', () => {
  const { defaultBrowserType: _phone, ...phone } = devices['Pixel 7']
  test.use({ ...phone, viewport: { width: 390, height: 844 } })

  test('a picture is downloaded with its recipe, and chosen from the device it is there again', async ({
    playground: page,
  }) => {
    const field = page.getByRole('textbox', { name: 'Prompt' })
    // A slow machine still puts the editor in its place.
    await expect(async () => {
      await field.fill(prompt)
      await expect(field).toHaveText(prompt, { timeout: 1000 })
    }).toPass()
    await page.getByRole('button', { name: /^Generate 1/ }).tap()
    const picture = page.getByRole('list', { name: 'Results' }).getByRole('img', { name: prompt })
    await picture.tap()
    await page.getByRole('button', { name: 'Download' }).tap()
    await expectNoBarriers(page, 'download on a phone')
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
    const file = await saved(page, () => dialogOf(page).getByRole('button', { name: 'Download' }).tap())
    await page.getByRole('button', { name: 'Close' }).tap()
    await field.fill('Something else')
    await page.getByRole('button', { name: 'My prompts' }).tap()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'From a picture …' }).tap(),
    ])
    await chooser.setFiles({ name: file.name, mimeType: 'image/png', buffer: file.bytes })
    await page.getByRole('dialog', { name: 'Reuse' }).getByRole('button', { name: 'Take over' }).tap()
    await expectPrompt(page, prompt)
  })
})
