import type { TeamTable } from './table.ts'
import { kept } from './table.ts'

const scoped = { id: 'id', scope: 'scope', createdAt: 'time' }

/** What is known and kept beside the pictures. */
export const libraryTables: readonly TeamTable[] = [
  kept('Folder', 'id', { ...scoped, name: 'text' }),
  kept('Prompt', 'id', {
    ...scoped,
    slug: 'text',
    folderId: 'Folder?',
    title: 'text',
    description: 'text',
    tags: 'texts',
    text: 'text',
    forkedFromId: 'Prompt~',
    createdById: 'person',
    updatedAt: 'time',
    trashedAt: 'time?',
  }),
  kept('PromptVersion', 'id', {
    id: 'id',
    promptId: 'Prompt',
    number: 'int',
    text: 'text',
    isPlain: 'flag',
    variables: 'json',
    modelId: 'text?',
    provider: 'text?',
    parameters: 'json',
    extra: 'json',
    note: 'text',
    authorId: 'person',
    createdAt: 'time',
  }),
  kept('PromptLabel', 'promptId name', {
    promptId: 'Prompt',
    name: 'text',
    versionId: 'PromptVersion',
    isProtected: 'flag',
    movedById: 'uuid',
    movedAt: 'time',
  }),
  kept('PromptPin', 'promptId userId', { promptId: 'Prompt', userId: 'person', at: 'time' }),
  kept('Preset', 'id', {
    ...scoped,
    name: 'text',
    modelId: 'text?',
    provider: 'text?',
    values: 'json',
    extra: 'json',
    updatedAt: 'time',
  }),
  kept('Wildcard', 'id', { ...scoped, name: 'text', lines: 'texts', updatedAt: 'time' }),
  kept('Tag', 'id', { id: 'id', name: 'text', createdAt: 'time' }),
  kept('SavedSearch', 'id', {
    id: 'id',
    userId: 'person',
    name: 'text',
    query: 'text',
    createdAt: 'time',
  }),
]
