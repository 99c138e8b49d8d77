import type { GeminiStandin, VertexStandin } from '#standin/google/server.ts'
import { startGemini, startVertex } from '#standin/google/server.ts'
import { expect, test as base } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { editorIsThere } from './steps.ts'
import { startStudio } from './studio.ts'

const test = base.extend<{ gemini: GeminiStandin; vertex: VertexStandin }>({
  gemini: async ({}, use) => {
    const gemini = await startGemini()
    await use(gemini)
    await gemini.close()
  },
  vertex: async ({}, use) => {
    const vertex = await startVertex()
    await use(vertex)
    await vertex.close()
  },
  studio: async ({ gemini, vertex }, use) => {
    const env = {
      GEMINI_BASE_URL: gemini.url,
      VERTEX_BASE_URL: vertex.url,
      GOOGLE_TOKEN_URL: vertex.tokenUrl,
    }
    const studio = await startStudio(true, { env })
    await use(studio)
    await studio.end()
  },
})

test('a team brings keys for providers, and a picture goes on to them where Lumenfall fails', async ({
  page,
  studio,
  gemini,
  vertex,
}) => {
  await page.goto(`${studio.home}/settings/keys`)
  await expect(page.getByText('Lumenfall is asked alone.')).toBeVisible()
  await page.getByLabel('Key for the Gemini API').fill('AIza-of-nobody-at-all')
  await page.getByRole('button', { name: 'Set the Gemini API key' }).click()
  await expect(page.getByText('The Gemini API refuses this key.')).toBeVisible()
  await page.getByLabel('Key for the Gemini API').fill(gemini.apiKey)
  await page.getByRole('button', { name: 'Set the Gemini API key' }).click()
  await expect(page.getByText(`Set, ends in ${gemini.apiKey.slice(-4)}`)).toBeVisible()

  await page.getByLabel('Key file of the service account').fill('{"type": "authorized_user"}')
  await page.getByRole('button', { name: 'Set the Vertex AI key' }).click()
  await expect(page.getByText('This is not the key of a service account')).toBeVisible()
  await page.getByLabel('Key file of the service account').fill(JSON.stringify(vertex.account))
  await page.getByRole('button', { name: 'Set the Vertex AI key' }).click()
  await expect(page.getByText(`Set, ends in ${vertex.account.private_key_id.slice(-4)}`)).toBeVisible()

  await page.getByRole('radio', { name: 'Lumenfall, then the team’s own keys' }).check()
  await page.getByLabel('What you pay for Vertex AI, in %').fill('0')
  await page.getByRole('button', { name: 'Save the routing' }).click()
  await expect(page.getByText('Write a number from 1 to 100.')).toBeVisible()
  await expectNoBarriers(page, 'keys of providers, with a number that is none')
  await page.getByLabel('What you pay for Vertex AI, in %').fill('90')
  await page.getByRole('button', { name: 'Save the routing' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('radio', { name: 'Lumenfall, then the team’s own keys' })).toBeChecked()
  await expect(page.getByLabel('What you pay for Vertex AI, in %')).toHaveValue('90')
  // The settings scroll; the page around them does not, into nothing.
  const pixelsBelow = () => page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
  expect(await pixelsBelow()).toBe(0)

  studio.standin.control.addFault({ fault: 'rate-limited', times: 1 })
  await page.goto(`${studio.home}/playground`)
  await editorIsThere(page)
  await page.getByRole('textbox', { name: 'Prompt' }).fill('A tram in the rain')
  await page.getByRole('button', { name: /^Generate/ }).click()
  const results = page.getByRole('list', { name: 'Results' })
  await expect(
    results.getByText(/^Lumenfall answered 429 (at once|after [\d.]+ s); Gemini API made it in [\d.]+ s$/),
  ).toBeVisible()
  await expectNoBarriers(page, 'a picture that another provider made', ['desk'])
  await results.getByRole('link', { name: 'A tram in the rain' }).click()
  const lightbox = page.getByRole('dialog', { name: 'Picture' })
  await expect(lightbox.getByText(/^Lumenfall answered 429 (at once|after)/)).toBeVisible()

  await page.goto(`${studio.home}/settings/audit`)
  const log = page.getByRole('list', { name: 'Audit log' })
  await expect(log).toContainText('changed who is asked for pictures')
  await expect(log).toContainText('set the team’s own key for Vertex AI, which ends in')
})
