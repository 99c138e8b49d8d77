import { v7 as uuid } from 'uuid'
import { expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { listSearches, listSearchNames, removeSearch, renameSearch, saveSearch } from './data.ts'
import { maxSearches, saveSearchSchema } from './schema.ts'

openWorld()

const aSearch = (changes: object = {}) => ({
  id: uuid(),
  name: `Harbours ${uuid()}`,
  query: 'by:me harbour',
  ...changes,
})

async function aPair(): Promise<[Viewer, Viewer, Viewer]> {
  const team = await aTeam()
  return [await aViewer({ team }), await aViewer({ team, role: 'owner' }), await aViewer({ role: 'owner' })]
}

test('a saved search is mine alone', async () => {
  const [viewer, colleague, stranger] = await aPair()
  const search = aSearch()
  await saveSearch(viewer, search)
  expect(await listSearches(viewer)).toEqual([search])
  for (const other of [colleague, stranger]) {
    expect(await listSearches(other)).toEqual([])
    await expect(renameSearch(other, search.id, 'Taken')).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeSearch(other, search.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(saveSearch(other, { ...search, query: 'mine now' })).rejects.toMatchObject({
      code: 'conflict',
    })
  }
  expect(await listSearches(viewer)).toEqual([search])
})

test('saved twice it is one, renamed it keeps its words, and what was deleted can be had back as it was', async () => {
  const [viewer] = await aPair()
  const search = aSearch()
  await saveSearch(viewer, search)
  await saveSearch(viewer, search)
  await renameSearch(viewer, search.id, 'Boats')
  expect(await listSearches(viewer)).toEqual([{ ...search, name: 'Boats' }])
  await removeSearch(viewer, search.id)
  expect(await listSearches(viewer)).toEqual([])
  await expect(removeSearch(viewer, search.id)).rejects.toMatchObject({ code: 'not_found' })
  await saveSearch(viewer, search)
  expect(await listSearches(viewer)).toEqual([search])
})

test('a name is there once, and a taken one says so', async () => {
  const [viewer, colleague] = await aPair()
  await saveSearch(viewer, aSearch({ name: 'Twice' }))
  await saveSearch(colleague, aSearch({ name: 'Twice' }))
  await expect(saveSearch(viewer, aSearch({ name: 'Twice' }))).rejects.toThrow(/of that name already/)
  const other = aSearch()
  await saveSearch(viewer, other)
  await expect(renameSearch(viewer, other.id, 'Twice')).rejects.toThrow(/of that name already/)
})

test('there is an end to how many', async () => {
  const [viewer] = await aPair()
  const { teamId, userId } = viewer
  await db.savedSearch.createMany({
    data: Array.from({ length: maxSearches }, (_, at) => ({
      id: uuid(),
      teamId,
      userId,
      name: `${at}`,
      query: 'a',
    })),
  })
  await expect(saveSearch(viewer, aSearch())).rejects.toThrow(/100 searches already/)
})

test.each([
  ['a name of blanks', { name: '  ' }],
  ['a name that cannot be kept', { name: 'a\0b' }],
  ['no words', { query: ' ' }],
  ['too many words', { query: 'a'.repeat(501) }],
  ['half a character', { query: '\ud800' }],
])('%s is refused', (_name, changes) => {
  expect(saveSearchSchema.safeParse({ team: 'a-team', ...aSearch(changes) }).success).toBe(false)
})

test("what can be named is the team's, and no stranger's", async () => {
  const [viewer, colleague, stranger] = await aPair()
  const { teamId, userId: createdById } = viewer
  await db.user.update({ where: { id: colleague.userId }, data: { name: 'Grace' } })
  await db.tag.create({ data: { id: uuid(), teamId, name: 'sea' } })
  await db.album.create({ data: { id: uuid(), teamId, createdById, name: 'Spring' } })
  await db.album.create({ data: { id: uuid(), teamId, createdById, name: 'Gone', trashedAt: new Date() } })
  expect(await listSearchNames(viewer)).toEqual({
    people: ['Ada Lovelace', 'Grace'],
    albums: ['Spring'],
    tags: ['sea'],
  })
  expect(await listSearchNames(stranger)).toEqual({ people: ['Ada Lovelace'], albums: [], tags: [] })
})
