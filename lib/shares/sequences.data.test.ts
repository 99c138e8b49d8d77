import fc from 'fast-check'
import { expect, test } from 'vitest'
import { v7 as uuid } from 'uuid'
import type { Viewer } from '#lib/auth/schema.ts'
import { visitorOf } from '#lib/auth/visitor-proof.ts'
import { isAppError } from '#lib/errors.ts'
import { setVisibility } from '#lib/generations/data.ts'
import { removeImages, restoreImages } from '#lib/images/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import {
  createShare,
  editShare,
  getSharedGallery,
  getSharedPicture,
  renewShare,
  revokeShare,
} from './data.ts'

openWorld()

// What a link should show, told a second time and in another way: as a model in memory, without the policies' code.
// Whatever people do, in whatever order, every address that ever was opens what the model says, and nothing else.

interface Picture {
  id: string
  made: Made
  isTrashed: boolean
}

interface Made {
  id: string
  author: Viewer
  isPrivate: boolean
  pictures: Picture[]
}

interface Link {
  id: string
  maker: Viewer
  /** All that it ever had; the last is the one that opens. */
  paths: string[]
  isRevoked: boolean
  pictures: Picture[]
}

const isAdmin = ({ role }: Viewer) => role === 'admin'
const sees = (person: Viewer, { made, isTrashed }: Picture) =>
  !isTrashed &&
  person.teamId === made.author.teamId &&
  (!made.isPrivate || person === made.author || isAdmin(person))
const mayKeep = (person: Viewer, { maker }: Link) =>
  person.teamId === maker.teamId && (person === maker ? person.role !== 'guest' : isAdmin(person))

const kinds = ['share', 'share', 'arrange', 'renew', 'revoke', 'trash', 'restore', 'hide', 'show'] as const
const action = fc.record({
  kind: fc.constantFrom(...kinds),
  who: fc.nat(),
  picture: fc.nat(),
  others: fc.array(fc.nat(), { maxLength: 3 }),
  link: fc.nat(),
})
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

const at = <T>(list: readonly T[], index: number): T | undefined => list[index % Math.max(1, list.length)]

const switches = {
  showPrompts: false,
  showParameters: false,
  allowDownload: false,
  allowRemix: false,
  showStars: false,
  showNames: false,
}

/** Whether the product did it. */
async function did(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (!isAppError(error)) throw error
    return false
  }
}

/** What came of it; null where the product refused. */
async function tried<T>(work: Promise<T>): Promise<T | null> {
  let result: T | null = null
  const isDone = await did(work.then((found) => (result = found)))
  return isDone ? result : null
}

interface Scene {
  person: Viewer
  picture: Picture
  chosen: Picture[]
  links: Link[]
  link: Link | undefined
}

const mayMove = (person: Viewer, { made }: Picture) =>
  person.role !== 'guest' && (person === made.author || isAdmin(person) || person.role === 'editor')

async function share({ person, chosen, links }: Scene): Promise<void> {
  const id = uuid()
  const images = chosen.map((each) => each.id)
  const source = { kind: 'selection' as const, selection: { images } }
  const input = { id, source, title: 'x', note: '', switches, expiresInDays: null, password: null }
  const seen = chosen.filter((each) => sees(person, each))
  const made = await tried(createShare(person, input))
  expect(made !== null, 'may share').toBe(seen.length > 0 && person.role !== 'guest')
  if (made) links.push({ id, maker: person, paths: [made.path], isRevoked: false, pictures: seen })
}

async function trash({ person, picture }: Scene): Promise<void> {
  await did(removeImages(person, [picture.id]))
  if (mayMove(person, picture) && sees(person, picture)) picture.isTrashed = true
}

async function restore({ person, picture }: Scene): Promise<void> {
  await did(restoreImages(person, [picture.id]))
  if (mayMove(person, picture) && sees(person, { ...picture, isTrashed: false })) picture.isTrashed = false
}

const turn =
  (isPrivate: boolean) =>
  async ({ picture: { made } }: Scene) => {
    if (await did(setVisibility(made.author, made.id, isPrivate ? 'private' : 'team')))
      made.isPrivate = isPrivate
  }

async function revoke({ person, link }: Scene): Promise<void> {
  if (!link) return
  const may = mayKeep(person, link) && !link.isRevoked
  expect(await did(revokeShare(person, link.id)), 'may revoke').toBe(may)
  if (may) link.isRevoked = true
}

async function renew({ person, link }: Scene): Promise<void> {
  if (!link) return
  const renewed = await tried(renewShare(person, link.id))
  expect(renewed !== null, 'may renew').toBe(mayKeep(person, link) && !link.isRevoked)
  if (renewed) link.paths.push(renewed.path)
}

async function arrange({ person, chosen, link }: Scene): Promise<void> {
  if (!link) return
  const kept = chosen.filter((each) => link.pictures.includes(each))
  const may = mayKeep(person, link) && !link.isRevoked && kept.length > 0
  expect(
    await did(editShare(person, link.id, { images: chosen.map((each) => each.id) })),
    'may arrange',
  ).toBe(may)
  if (may) link.pictures = kept
}

const steps = { share, arrange, renew, revoke, trash, restore, hide: turn(true), show: turn(false) }

async function play(
  people: readonly Viewer[],
  made: readonly Made[],
  actions: readonly Action[],
): Promise<Link[]> {
  const pictures = made.flatMap((each) => each.pictures)
  const links: Link[] = []
  for (const { kind, who, picture: index, others, link } of actions) {
    const person = at(people, who)
    const picture = at(pictures, index)
    if (!person || !picture) continue
    const chosen = [...new Set([picture, ...others.flatMap((other) => at(pictures, other) ?? [])])]
    await steps[kind]({ person, picture, chosen, links, link: at(links, link) })
  }
  return links
}

/** What an address shows now; null where it opens nothing. */
async function shown(path: string): Promise<number[] | null> {
  const visitor = await visitorOf(path.replace('/s/', ''), null)
  if (!visitor || visitor === 'locked') return null
  const numbers = (await getSharedGallery(visitor)).images.map(({ number }) => number)
  for (const number of numbers) await getSharedPicture(visitor, number)
  return numbers
}

test(
  'whatever people do, every address opens what it should and nothing else',
  { timeout: 120_000 },
  async () => {
    const team = await aTeam()
    const stranger = await aViewer()
    const people = [
      await aViewer({ team }),
      await aViewer({ team }),
      await aViewer({ team, role: 'editor' }),
      await aViewer({ team, role: 'admin' }),
      await aViewer({ team, role: 'guest' }),
      stranger,
    ]
    const authors = [people[0], people[1], people[3], stranger].flatMap((person) => person ?? [])
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 25 }), async (actions) => {
        const made: Made[] = []
        for (const author of authors) {
          const { id, imageIds } = await aFinishedGeneration(author, { images: 2 })
          const one: Made = { id, author, isPrivate: false, pictures: [] }
          one.pictures = imageIds.map((imageId) => ({ id: imageId, made: one, isTrashed: false }))
          made.push(one)
        }
        for (const link of await play(people, made, actions)) {
          const expected = link.pictures.flatMap((picture, index) =>
            sees(link.maker, picture) ? [index + 1] : [],
          )
          for (const [index, path] of link.paths.entries()) {
            const opens = index === link.paths.length - 1 && !link.isRevoked
            expect(await shown(path)).toEqual(opens ? expected : null)
          }
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 25) },
    )
  },
)
