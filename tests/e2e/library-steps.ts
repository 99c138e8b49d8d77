import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** A version of a prompt, as a file has it. */
export interface FileVersion {
  text: string
  note?: string
  modelId?: string
  parameters?: Record<string, string | number>
  variables?: Record<string, string>
}

export interface FilePrompt {
  title: string
  slug?: string
  description?: string
  tags?: string[]
  folder?: string
  versions: FileVersion[]
  labels?: { name: string; number: number; isProtected: boolean }[]
}

export const bakery: FilePrompt = {
  title: 'Bakery sign',
  description: 'For shop windows and awnings',
  tags: ['lettering', 'shop'],
  folder: 'Retail',
  versions: [
    { text: 'A wooden sign that says "{{name}}"', note: 'A beginning' },
    { text: 'A gilded sign that says "{{name}}"', note: 'Gold leaf', variables: { name: 'RYE' } },
  ],
}

export const lobby: FilePrompt = {
  title: 'Hotel lobby',
  tags: ['wide'],
  versions: [
    {
      text: 'A hotel lobby at dusk',
      modelId: 'imagen-3.0-generate-002',
      parameters: { aspect_ratio: '16:9', n: 2 },
    },
  ],
}

/** Brings prompts into the team whose page this is, as the import does. */
export async function bringIn(page: Page, scope: 'mine' | 'team', prompts: FilePrompt[]): Promise<void> {
  const file = JSON.stringify({ format: 'atelier prompts', version: 1, prompts })
  const team = /\/t\/[\w-]+/.exec(page.url())?.[0] ?? ''
  const status = await page.evaluate(
    async ({ scope: into, file: body, address }) => {
      const query = `format=json&scope=${into}`
      const planned: unknown = await (
        await fetch(`${address}/plan?${query}`, { method: 'POST', body })
      ).json()
      const plan = planned && typeof planned === 'object' && 'plan' in planned ? String(planned.plan) : ''
      return (await fetch(`${address}?${query}&plan=${plan}`, { method: 'POST', body })).status
    },
    { scope, file, address: `/api${team}/library/import` },
  )
  expect(status).toBe(200)
}
