import OpenAI from 'openai'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'

const model = 'imagen-3.0-generate-002'

test('a token is made, shown once, used by a program, and revoked; what was made is in the gallery', async ({
  playground: page,
  studio,
}) => {
  await page.goto(`${studio.home}/settings/tokens`)
  await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible()
  await expectNoBarriers(page, 'no tokens')
  await page.getByRole('button', { name: 'New token' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New token' })
  await dialog.getByRole('button', { name: 'Make the token' }).click()
  await expect(dialog.getByText('Give the token a name.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Nightly job')
  await expectNoBarriers(page, 'a new token')
  await dialog.getByRole('button', { name: 'Make the token' }).click()
  const made = page.getByRole('dialog', { name: 'The token “Nightly job”' })
  const apiKey = await made.getByRole('textbox', { name: 'Token' }).inputValue()
  await expectNoBarriers(page, 'a token, shown once')
  await made.getByRole('button', { name: 'Done' }).click()
  const tokens = page.getByRole('list', { name: 'Tokens' }).getByRole('listitem')
  await expect(tokens).toContainText([`Nightly job…${apiKey.slice(-4)}`])
  await expect(tokens).toContainText(['Not used yet'])
  expect(await page.content()).not.toContain(apiKey)

  const baseURL = await page.getByText(/\/openai\/v1$/).innerText()
  expect(baseURL).toBe(`${studio.url}/openai/v1`)
  const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 })
  await client.images.generate({ model, prompt: 'Made while everybody slept' })
  await page.reload()
  await expect(tokens).toContainText(['Last used'])
  await expectNoBarriers(page, 'tokens')
  await page.goto(`${studio.home}/gallery`)
  await expect(page.getByRole('img', { name: 'Made while everybody slept' })).toBeVisible()

  await page.goto(`${studio.home}/settings/tokens`)
  await page.getByRole('button', { name: 'Revoke Nightly job' }).click()
  await expectNoBarriers(page, 'revoke a token', ['desk'])
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke it' }).click()
  await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible()
  await expect(client.models.list()).rejects.toMatchObject({ status: 401 })
})
