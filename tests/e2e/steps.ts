import type { Page } from '@playwright/test'

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
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/playground')
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
}

/** Makes pictures in the playground, and waits for them. */
export async function generate(page: Page, prompt: string, images = 1): Promise<void> {
  await page.getByRole('textbox', { name: 'Prompt' }).fill(prompt)
  await page.getByRole('spinbutton', { name: 'Images' }).fill(String(images))
  await page.getByRole('button', { name: new RegExp(`^Generate ${images}`) }).click()
  const results = page.getByRole('list', { name: 'Results' })
  await results
    .getByRole('img', { name: prompt })
    .nth(images - 1)
    .waitFor()
}

/** The paid calls that reached the upstream. */
export const generationPath = '/openai/v1/images/generations'
