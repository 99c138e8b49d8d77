import { expect, test } from './fixtures.ts'
import { expectPrompt, owner, setUp, signIn, signOut } from './steps.ts'

test.use({ isOwn: true })

test.describe('on a new server', () => {
  test.use({ isSetUp: false })

  test('from nothing to the first picture: set-up, one click, a picture with its price', async ({
    page,
    studio,
  }) => {
    await setUp(page, studio.url)
    await expectPrompt(page, /SWEET HARVEST/)
    await page.getByRole('button', { name: 'Generate 1 · $0.03' }).click()
    const results = page.getByRole('list', { name: 'Results' })
    const picture = results.getByRole('img', { name: /SWEET HARVEST/ })
    await expect(picture).toBeVisible()
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
    await expect(results.getByText(/\$0\.03 · \d/).filter({ visible: true })).toHaveCount(1)
    await expect(results.getByText('Vertex AI')).toBeVisible()
    await page.reload()
    await expect(results.getByRole('img')).toHaveCount(1)
  })

  test('wrong input at set-up is said beside its field, and nothing that was typed is lost', async ({
    page,
    studio,
  }) => {
    await page.goto(studio.url)
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada')
    await page.getByRole('textbox', { name: 'E-mail' }).fill('not an address')
    await page.getByLabel('Password').fill('short')
    await page.getByRole('button', { name: 'Create studio' }).click()
    await expect(page.getByText('This is not an e-mail address.')).toBeVisible()
    await expect(page.getByText('Choose a password of at least 10 characters.')).toBeVisible()
    await expect(page.getByText('Give the team a name.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Your name' })).toHaveValue('Ada')
  })
})

test('set-up closes for ever once there is an account', async ({ playground, studio }) => {
  await signOut(playground)
  await playground.goto(`${studio.url}/setup`)
  await expect(playground).toHaveURL(/\/sign-in$/)
})

test('signing in: a wrong password and an unknown address get the same sentence', async ({
  playground: page,
  studio,
}) => {
  await signOut(page)
  const sentences: (string | null)[] = []
  for (const email of [owner.email, 'nobody@example.test']) {
    await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'fit' })).toBeVisible()
    sentences.push(await page.getByRole('alert').filter({ hasText: 'fit' }).textContent())
    await page.reload()
  }
  expect(sentences[0]).toBe(sentences[1])
  await signIn(page, studio.url)
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible()
})
