import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { expectNoBarriers } from './looks.ts'
import { generate } from './steps.ts'

test.use({ isOwn: true })

const settings = async (page: Page, home: string) => {
  await page.goto(`${home}/settings/team`)
  await expect(page.getByRole('heading', { name: 'Delete this team' })).toBeVisible()
}

test('an owner downloads the whole team as one file', async ({ playground: page, studio }) => {
  await generate(page, 'A harbour at dusk', 1)
  await settings(page, studio.home)
  await expectNoBarriers(page, 'team settings')
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export the team' }).click()
  const download = await coming
  expect(download.suggestedFilename()).toMatch(/^northwind-studio-\d{4}-\d\d-\d\d\.tar$/)
  const bytes = await readFile(await download.path())
  for (const words of ['archive.json', 'tables/Image/00001.jsonl', 'A harbour at dusk', 'end.json'])
    expect(bytes.includes(words), words).toBe(true)
})

test('an owner deletes the team by typing its name, and is in no team then', async ({
  playground: page,
  studio,
}) => {
  await generate(page, 'A harbour at dusk', 1)
  await settings(page, studio.home)
  await page.getByRole('button', { name: 'Delete this team' }).click()
  const question = page.getByRole('dialog', { name: 'Delete Northwind Studio?' })
  const really = question.getByRole('button', { name: 'Delete for good' })
  await expect(really).toBeDisabled()
  await expectNoBarriers(page, 'delete the team')
  await question.getByRole('textbox').fill('Northwind')
  await expect(really).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await page.getByRole('button', { name: 'Delete this team' }).click()
  await question.getByRole('textbox').fill('Northwind Studio')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'No team yet' })).toBeVisible()
  await page.goto(`${studio.home}/gallery`)
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})
