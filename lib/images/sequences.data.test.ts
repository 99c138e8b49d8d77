import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { database, db } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { sql } from '#lib/db/sql.ts'
import { isAppError } from '#lib/errors.ts'
import { removeGeneration, restoreGeneration, setVisibility } from '#lib/generations/data.ts'
import type { Visibility } from '#lib/generations/schema.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { listGalleryImages, removeImages, restoreImages, setMarks } from './data.ts'
import { galleryChoice } from './data/gallery.ts'
import { listOfScope } from './data/list.ts'
import { everyImage } from './data/search.ts'
import { galleryScopes } from './schema.ts'

openWorld()

// What the product should say, told a second time and in another way: as a model of two teams in memory, without the
// policies' code. Whatever people do, in whatever order, each of them must see what the model says.

const listed = z.array(z.object({ list: z.string(), id: z.uuid() }))

interface Picture {
  id: string
  from: Made
  state: 'live' | 'trashed' | 'along'
  likedBy: Set<Viewer>
}

interface Made {
  id: string
  author: Viewer
  visibility: Visibility
  isTrashed: boolean
  pictures: Picture[]
}

const isAdmin = ({ role }: Viewer) => role === 'admin' || role === 'owner'
const isEditor = (person: Viewer) => isAdmin(person) || person.role === 'editor'
const isGuest = ({ role }: Viewer) => role === 'guest'
const sees = (person: Viewer, { author, visibility }: Made) =>
  person.teamId === author.teamId && (visibility === 'team' || person === author || isAdmin(person))
const mayDelete = (person: Viewer, made: Made) =>
  sees(person, made) && (person === made.author ? !isGuest(person) : isEditor(person))

const shouldSee: Record<(typeof galleryScopes)[number], (person: Viewer, picture: Picture) => boolean> = {
  mine: (person, { from, state }) => state === 'live' && from.author === person,
  team: (person, { from, state }) => state === 'live' && sees(person, from),
  favourites: (person, { from, state, likedBy }) =>
    state === 'live' && sees(person, from) && likedBy.has(person),
  rejected: () => false,
  trash: (person, { from, state }) =>
    state !== 'live' && sees(person, from) && (person === from.author || isEditor(person)),
}

interface Step {
  /** What it does. False when the product must refuse it. */
  model: () => boolean
  product: () => Promise<unknown>
}

const ids = (pictures: Picture[]) => pictures.map(({ id }) => id)

const steps = {
  remove: (person: Viewer, pictures: Picture[]): Step => ({
    product: () => removeImages(person, ids(pictures)),
    model: () => {
      if (isGuest(person)) return false
      for (const picture of pictures)
        if (picture.state === 'live' && mayDelete(person, picture.from)) picture.state = 'trashed'
      return true
    },
  }),
  restore: (person: Viewer, pictures: Picture[]): Step => ({
    product: () => restoreImages(person, ids(pictures)),
    model: () => {
      if (isGuest(person)) return false
      for (const picture of pictures.filter(
        ({ from, state }) => state !== 'live' && mayDelete(person, from),
      )) {
        picture.from.isTrashed = false
        picture.state = 'live'
        for (const other of picture.from.pictures) if (other.state === 'along') other.state = 'trashed'
      }
      return true
    },
  }),
  like: (person: Viewer, pictures: Picture[], isOn: boolean): Step => ({
    product: () => setMarks(person, ids(pictures), { favourite: isOn }),
    model: () => {
      if (isGuest(person)) return false
      for (const { from, state, likedBy } of pictures) {
        if (state !== 'live' || !sees(person, from)) continue
        if (isOn) likedBy.add(person)
        else likedBy.delete(person)
      }
      return true
    },
  }),
  show: (person: Viewer, { from }: Picture, isOn: boolean): Step => ({
    product: () => setVisibility(person, from.id, isOn ? 'team' : 'private'),
    model: () => {
      const may = person === from.author ? !isGuest(person) : isAdmin(person)
      if (from.isTrashed || !sees(person, from) || !may) return false
      from.visibility = isOn ? 'team' : 'private'
      return true
    },
  }),
  removeAll: (person: Viewer, { from }: Picture): Step => ({
    product: () => removeGeneration(person, from.id),
    model: () => {
      if (!mayDelete(person, from)) return false
      from.isTrashed = true
      for (const picture of from.pictures) if (picture.state === 'live') picture.state = 'along'
      return true
    },
  }),
  restoreAll: (person: Viewer, { from }: Picture): Step => ({
    product: () => restoreGeneration(person, from.id),
    model: () => {
      if (!mayDelete(person, from)) return false
      from.isTrashed = false
      for (const picture of from.pictures) if (picture.state === 'along') picture.state = 'live'
      return true
    },
  }),
}

async function aWorld() {
  const people: Viewer[] = []
  for (const crowd of [
    ['member', 'member', 'guest', 'editor', 'admin'],
    ['member', 'admin'],
  ] as const) {
    const team = await aTeam()
    for (const role of crowd) people.push(await aViewer({ team, role }))
  }
  const pictures: Picture[] = []
  for (const author of people.filter(({ role }) => role !== 'admin')) {
    const { id, imageIds } = await aFinishedGeneration(author, { images: 2 })
    const made: Made = { id, author, visibility: 'team', isTrashed: false, pictures: [] }
    for (const imageId of imageIds)
      made.pictures.push({ id: imageId, from: made, state: 'live', likedBy: new Set() })
    pictures.push(...made.pictures)
  }
  return { people, pictures }
}

/** All lists of all people in one round trip, each chosen as a page of it is. */
async function listsOf(people: Viewer[]): Promise<string[]> {
  const lists = people.flatMap((viewer, index) =>
    galleryScopes.map((scope) => {
      const statement = galleryChoice(
        everyImage(listOfScope(viewer, scope)),
        { kind: 'far' },
        { bound: null, limit: 100 },
      )
      return sql`SELECT ${`${index} ${scope}`}::text AS list, page."id" FROM (${statement}) page`
    }),
  )
  const rows = await db.$queryRaw(Prisma.join(lists, ' UNION ALL '))
  return listed.parse(rows).map(({ list, id }) => `${list} ${id}`)
}

async function expectTruth(people: Viewer[], pictures: Picture[]): Promise<void> {
  const expected = people.flatMap((person, index) =>
    galleryScopes.flatMap((scope) =>
      pictures
        .filter((picture) => shouldSee[scope](person, picture))
        .map(({ id }) => `${index} ${scope} ${id}`),
    ),
  )
  expect((await listsOf(people)).toSorted()).toEqual(expected.toSorted())
}

test('whatever people do in whatever order, each sees what is theirs to see', async () => {
  const { people, pictures } = await aWorld()
  const step = fc.record({
    kind: fc.constantFrom('remove', 'restore', 'like', 'show', 'removeAll', 'restoreAll' as const),
    person: fc.constantFrom(...people),
    picked: fc.shuffledSubarray(pictures, { minLength: 1, maxLength: 5 }),
    isOn: fc.boolean(),
  })
  // Each sequence goes on from where the one before ended.
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (sequence) => {
      for (const { kind, person, picked, isOn } of sequence) {
        const [first] = picked
        if (!first) continue
        const { model, product } =
          kind === 'remove' || kind === 'restore' || kind === 'like'
            ? steps[kind](person, picked, isOn)
            : steps[kind](person, first, isOn)
        const isRefused = await product().then(
          () => false,
          (error: unknown) => {
            if (isAppError(error)) return true
            throw error
          },
        )
        expect(isRefused, kind).toBe(!model())
        await expectTruth(people, pictures)
      }
    }),
    // The embedded database is asked more often: it has no network between it and the test.
    { numRuns: database().kind === 'embedded' ? 1_000 : 200, endOnFailure: true },
  )
  for (const person of people) {
    for (const scope of galleryScopes) {
      const { images } = await listGalleryImages(person, { scope })
      const expected = pictures.filter((picture) => shouldSee[scope](person, picture))
      expect(images.map((image) => image.id).toSorted()).toEqual(ids(expected).toSorted())
    }
  }
}, 120_000)
