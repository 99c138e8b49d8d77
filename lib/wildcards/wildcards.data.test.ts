import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { expansionAt, parsePrompt, prepareExpansion } from '#lib/language/schema.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { getWildcard, listsFor, listWildcards, removeWildcard, saveWildcard } from './data.ts'
import type { WildcardInput } from './schema.ts'
import { maxLines, saveWildcardSchema, toLines } from './schema.ts'

openWorld()

let member: Viewer
let editor: Viewer
let guest: Viewer
let stranger: Viewer

beforeAll(async () => {
  const team = await aTeam()
  member = await aViewer({ team })
  editor = await aViewer({ team, role: 'editor' })
  guest = await aViewer({ team, role: 'guest' })
  stranger = await aViewer({ role: 'owner' })
})

let made = 0

const aList = (changes: Partial<WildcardInput> = {}): WildcardInput => ({
  id: uuid(),
  scope: 'mine',
  name: `list-${++made}`,
  lines: ['one', 'two'],
  ...changes,
})

const listed = async (viewer: Viewer, id: string) =>
  (await listWildcards(viewer)).wildcards.find((wildcard) => wildcard.id === id)

test('my own list is mine alone', async () => {
  const list = aList()
  await saveWildcard(member, list)
  expect(await getWildcard(member, list.id)).toMatchObject({ ...list, can: { change: true } })
  for (const other of [editor, guest, stranger]) {
    expect(await listed(other, list.id)).toBeUndefined()
    await expect(getWildcard(other, list.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeWildcard(other, list.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await listsFor(other, [list.name])).toEqual(new Map())
  }
  for (const other of [editor, stranger]) {
    await expect(saveWildcard(other, { ...list, lines: ['mine now'] })).rejects.toMatchObject({
      code: 'conflict',
    })
  }
  expect(await listsFor(member, [list.name])).toEqual(new Map([[list.name, ['one', 'two']]]))
})

test("the team's is everybody's to use and the editors' to change", async () => {
  const list = aList({ scope: 'team' })
  await expect(saveWildcard(member, list)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(saveWildcard(guest, aList())).rejects.toMatchObject({ code: 'forbidden' })
  await saveWildcard(editor, list)
  for (const viewer of [member, guest]) {
    expect(await getWildcard(viewer, list.id)).toMatchObject({ lines: list.lines, can: { change: false } })
    await expect(removeWildcard(viewer, list.id)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listsFor(viewer, [list.name])).size).toBe(1)
  }
  await expect(getWildcard(stranger, list.id)).rejects.toMatchObject({ code: 'not_found' })
  await removeWildcard(editor, list.id)
  expect((await listsFor(member, [list.name])).size).toBe(0)
})

test('my own hides the team’s of the same name, for me', async () => {
  const theirs = aList({ scope: 'team', lines: ['theirs'] })
  const mine = aList({ name: theirs.name, lines: ['mine'] })
  await saveWildcard(editor, theirs)
  await saveWildcard(member, mine)
  expect((await listsFor(member, [theirs.name])).get(theirs.name)).toEqual(['mine'])
  expect((await listsFor(editor, [theirs.name])).get(theirs.name)).toEqual(['theirs'])
  expect(await listed(member, theirs.id)).toMatchObject({ isHidden: true })
  expect(await listed(editor, theirs.id)).toMatchObject({ isHidden: false })
})

test('the overview has the number of entries and the first of them, comments left out', async () => {
  const lines = ['# my colours', 'red', '', '  # more', ...Array.from({ length: 20 }, (_, n) => `c${n}`)]
  const list = aList({ lines })
  await saveWildcard(member, list)
  expect(await listed(member, list.id)).toMatchObject({
    count: 21,
    first: ['red', 'c0', 'c1', 'c2', 'c3'],
    isHidden: false,
  })
  expect((await listsFor(member, [list.name])).get(list.name)).toHaveLength(21)
  expect((await getWildcard(member, list.id)).lines).toEqual(lines)
})

test('saved twice it is one; a name is there once in each place', async () => {
  const viewer = await aViewer()
  const list = aList()
  await saveWildcard(viewer, list)
  await saveWildcard(viewer, { ...list, lines: ['three'] })
  expect((await listWildcards(viewer)).wildcards).toMatchObject([{ id: list.id, count: 1 }])
  await expect(saveWildcard(viewer, aList({ name: list.name }))).rejects.toThrow(/already/)
})

describe('lists for a prompt', () => {
  test('come with those that they name, also in a circle, and expand it', async () => {
    const viewer = await aViewer()
    const [dog, animal, pet] = [aList({ name: 'dog' }), aList({ name: 'animal' }), aList({ name: 'pet' })]
    await saveWildcard(viewer, { ...dog, lines: ['poodle', 'beagle', '__animal__'] })
    await saveWildcard(viewer, { ...animal, lines: ['cat', '{big|small} __dog__', '__nothing__'] })
    await saveWildcard(viewer, { ...pet, lines: ['never asked for'] })
    const lists = await listsFor(viewer, ['animal', 'nobody'])
    expect([...lists.keys()].toSorted()).toEqual(['animal', 'dog'])
    const sequence = prepareExpansion(parsePrompt('a __animal__'), {}, lists)
    const all = Array.from({ length: Number(sequence.count) }, (_, n) => expansionAt(sequence, BigInt(n)))
    expect(all).toContain('a small poodle')
    expect(all).toContain('a big __animal__')
    expect(all).toContain('a __nothing__')
  })

  test('that would be read for ever are refused, quickly', async () => {
    const viewer = await aViewer()
    const names = Array.from({ length: 12 }, (_, n) => `l${String.fromCodePoint(97 + n)}`)
    for (const name of names)
      await saveWildcard(viewer, aList({ name, lines: names.map((other) => `__${other}__`) }))
    await expect(listsFor(viewer, names)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('of more characters than a prompt needs are refused before they are read', async () => {
    const viewer = await aViewer()
    const lines = Array.from({ length: maxLines }, () => '{a|b}'.repeat(100))
    const names = ['one', 'two', 'three', 'four'].map((name) => `long-${name}`)
    for (const [index, name] of names.entries())
      await saveWildcard(viewer, aList({ name, lines: [`__${names[index + 1]}__`, ...lines.slice(1)] }))
    const message = expect.stringMatching(/more than 2,000,000 characters/)
    // Asked for together, and one after the other, as they name each other.
    for (const asked of [names, names.slice(0, 1)])
      await expect(listsFor(viewer, asked)).rejects.toMatchObject({ code: 'invalid', message })
    expect((await listsFor(viewer, ['long-four'])).get('long-four')).toHaveLength(maxLines)
    const own = await aViewer({ team: { id: viewer.teamId, slug: viewer.teamSlug } })
    expect((await listsFor(own, names)).size).toBe(0)
  })

  test('of long lines that are reached in many ways are refused', async () => {
    const viewer = await aViewer()
    const lines = Array.from({ length: maxLines }, () => 'x'.repeat(500))
    const others = Array.from({ length: 20 }, (_, n) => `way-${n}`)
    await saveWildcard(viewer, aList({ name: 'long', lines }))
    for (const name of others) await saveWildcard(viewer, aList({ name, lines: ['__long__'] }))
    expect((await listsFor(viewer, ['way-1'])).size).toBe(2)
    await expect(listsFor(viewer, others)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('of two thousand lines that each name another are read once for each way to them', async () => {
    const viewer = await aViewer()
    const lines = Array.from({ length: maxLines }, (_, n) => `line ${n}`)
    await saveWildcard(viewer, aList({ name: 'inner', lines }))
    await saveWildcard(viewer, aList({ name: 'outer', lines: lines.map((line) => `${line} __inner__`) }))
    const lists = await listsFor(viewer, ['outer'])
    const prompt = '__outer__ '.repeat(1_000)
    const sequence = prepareExpansion(parsePrompt(prompt), {}, lists)
    expect(sequence.count).toBe((BigInt(maxLines) * BigInt(maxLines)) ** 1_000n)
  })
})

describe('what comes from outside', () => {
  const input = { team: 'a-team', ...aList() }
  test.each([
    ['a name with a space', { name: 'my list' }],
    ['a name that begins with a digit', { name: '1st' }],
    ['a name with two underscores', { name: 'a__b' }],
    ['no name', { name: '' }],
    ['no lines', { lines: [] }],
    ['only comments', { lines: ['# a', ' '] }],
    ['a line that is too long', { lines: ['x'.repeat(501)] }],
    ['too many lines', { lines: Array.from({ length: 2_001 }, () => 'x') }],
    ['a line break in a line', { lines: ['a\nb'] }],
    ['what cannot be kept', { lines: ['a\0b'] }],
  ])('%s is refused', (_name, changes) => {
    expect(saveWildcardSchema.safeParse({ ...input, ...changes }).success).toBe(false)
  })

  test.each(['farbe', 'licht-2', 'größe_klein', '色', 'a_b_c'])('%s is a name', (name) => {
    expect(saveWildcardSchema.safeParse({ ...input, name }).success).toBe(true)
    expect(parsePrompt(`__${name}__`)).toMatchObject([{ kind: 'wildcard', name }])
  })

  test('pasted text becomes lines without the blank ones', () => {
    expect(toLines(' a \r\n\n b\rc\n')).toEqual(['a', 'b', 'c'])
  })
})
