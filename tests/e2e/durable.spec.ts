import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from './fixtures.ts'
import { generationPath, write } from './steps.ts'

for (const closesAfterMs of [0, 10, 50, 500]) {
  test(`a tab closed ${closesAfterMs} ms after the click loses nothing that reached the server`, async ({
    playground: page,
    context,
    studio,
  }) => {
    await write(page, 'Closed early [[slow:700]]')
    const asked = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().includes('/playground'),
    )
    await page.getByRole('button', { name: 'Generate 1 · $0.03' }).click()
    await asked
    await wait(closesAfterMs)
    await page.close()
    const back = await context.newPage()
    await back.goto(`${studio.home}/playground`)
    await expect(back.getByRole('list', { name: 'Results' }).getByRole('img')).toHaveCount(1)
    expect(studio.standin.control.bill().images).toBe(1)
  })
}

test.describe('on a server that is killed', () => {
  test.use({ isOwn: true })

  test('the server is killed in the middle of a call: the page comes back to a true state by itself', async ({
    playground: page,
    studio,
  }) => {
    await write(page, 'Interrupted [[slow:1500]]')
    await page.getByRole('button', { name: /^Generate/ }).click()
    const results = page.getByRole('list', { name: 'Results' })
    await expect(results.getByText('Working')).toBeVisible()
    await expect
      .poll(() => studio.standin.control.calls().filter(({ path }) => path === generationPath).length)
      .toBe(1)
    await studio.restart()
    await expect(
      results.getByText('It was billed, and the pictures cannot be had again. It cost $0.03.'),
    ).toBeVisible()
    await expect(results.getByText(/^req_/)).toBeVisible()
    expect(studio.standin.control.bill().images).toBe(1)
  })
})
