import { v7 as uuid } from 'uuid'
import type { Viewer } from '#lib/auth/schema.ts'
import { createPrompt, getPrompt, saveVersion } from '#lib/prompts/data.ts'
import type { NewPrompt, PromptDetail, VersionContent } from '#lib/prompts/schema.ts'
import { versionContentSchema } from '#lib/prompts/schema.ts'
import { aTeam, aViewer } from './world.ts'

/** Everybody who may come to a library. */
export async function aCrowd() {
  const team = await aTeam()
  return {
    member: await aViewer({ team, name: 'Mary' }),
    colleague: await aViewer({ team, name: 'Colin' }),
    guest: await aViewer({ team, role: 'guest', name: 'Gus' }),
    editor: await aViewer({ team, role: 'editor', name: 'Edith' }),
    admin: await aViewer({ team, role: 'admin', name: 'Addy' }),
    stranger: await aViewer({ role: 'owner', name: 'Stan' }),
  }
}

export const content = (text: string, more: Partial<VersionContent> = {}): VersionContent =>
  versionContentSchema.parse({ text, ...more })

export const aPromptInput = (changes: Partial<NewPrompt> = {}): NewPrompt => ({
  id: uuid(),
  versionId: uuid(),
  scope: 'mine',
  title: 'Bakery sign',
  description: '',
  tags: [],
  folder: null,
  content: content('A sign for a bakery'),
  note: '',
  ...changes,
})

/** A prompt as its maker sees it. */
export async function aPrompt(viewer: Viewer, changes: Partial<NewPrompt> = {}): Promise<PromptDetail> {
  const { id } = await createPrompt(viewer, aPromptInput(changes))
  return getPrompt(viewer, id)
}

/** The next version of a prompt; its id. */
export async function aVersion(viewer: Viewer, prompt: string, text: string, note = ''): Promise<string> {
  const { id } = await saveVersion(viewer, { id: uuid(), prompt, content: content(text), note })
  return id
}
