import type { BrowserContext, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Studio } from './studio.ts'

export const owner = {
  name: 'Ada Lovelace',
  email: 'ada@example.test',
  password: 'correct horse battery',
  team: 'Northwind Studio',
}

/** Sets the server up by its own pages, and lands in the playground. */
export async function setUp(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('textbox', { name: 'Your name' }).fill(owner.name)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('textbox', { name: 'Team name' }).fill(owner.team)
  await page.getByRole('button', { name: 'Create studio' }).click()
  await page.waitForURL('**/t/northwind-studio/playground')
}

export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/playground')
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
}

/** Says how many images, until the button says it too: a page that is not alive yet forgets it. Returns its name. */
export async function chooseImages(page: Page, images: number): Promise<RegExp> {
  const count = page.getByRole('spinbutton', { name: 'Images' })
  const name = new RegExp(`^Generate ${images}\\b`)
  await expect(async () => {
    await count.fill(String(images))
    await expect(page.getByRole('button', { name })).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return name
}

/** Makes pictures in the playground, and waits for them. */
export async function generate(page: Page, prompt: string, images = 1): Promise<void> {
  await write(page, prompt)
  await page.getByRole('button', { name: await chooseImages(page, images) }).click()
  const results = page.getByRole('list', { name: 'Results' })
  await results
    .getByRole('img', { name: prompt })
    .nth(images - 1)
    .waitFor()
}

/** Turns to a part of the gallery that stands in its menu. */
export async function showOther(page: Page, name: 'Favourites' | 'Rejected' | 'Trash'): Promise<void> {
  await page.getByRole('button', { name: /^Other pictures/ }).click()
  await page.getByRole('menuitemradio', { name }).click()
}

/** The paid calls that reached the upstream. */
export const generationPath = '/openai/v1/images/generations'

const readPrompt = (page: Page) =>
  page.getByRole('textbox', { name: 'Prompt' }).evaluate((field) => {
    if (field instanceof HTMLTextAreaElement) return field.value
    return field instanceof HTMLElement ? field.innerText : null
  })

/** Writes a prompt in place of what is there. The editor that just got the focus may still move what was selected. */
export async function write(page: Page, text: string): Promise<void> {
  const prompt = page.getByRole('textbox', { name: 'Prompt' })
  await expect(async () => {
    await prompt.focus()
    await prompt.fill(text)
    // Where nothing is written, what to write is shown in its place.
    if (text !== '') expect((await readPrompt(page))?.trimEnd()).toBe(text.trimEnd())
  }).toPass()
}

/** Waits until the prompt reads so: a text field at first, then the editor that takes its place. */
export async function expectPrompt(page: Page, text: string | RegExp): Promise<void> {
  const read = () => readPrompt(page)
  await (typeof text === 'string' ? expect.poll(read).toBe(text) : expect.poll(read).toMatch(text))
}

/** The prompts that reached the upstream, in the order of the alphabet. */
export const promptsSent = ({ standin }: Studio): string[] =>
  standin.control
    .calls()
    .filter(({ path }) => path === generationPath)
    .map(({ fields }) => String(fields['prompt']))
    .toSorted()

/**
 * Moves a hand until the editor has taken the text field's place. Not a moment before does a test write: a person who
 * selects all and writes takes longer for it than the page to come alive.
 */
export async function editorIsThere(page: Page): Promise<void> {
  const prompt = page.getByRole('textbox', { name: 'Prompt' })
  let x = 1
  await expect(async () => {
    await page.mouse.move(x++, 1)
    await expect(prompt).toHaveAttribute('contenteditable', 'true', { timeout: 500 })
  }).toPass()
}

/** A page of a browser that nobody is signed in with. */
export const aStranger = async (
  page: Page,
  options: Parameters<NonNullable<ReturnType<BrowserContext['browser']>>['newContext']>[0] = {},
) => {
  const context = await page
    .context()
    .browser()
    ?.newContext({ storageState: { cookies: [], origins: [] }, ...options })
  if (!context) throw new Error('There is no browser.')
  return context.newPage()
}
