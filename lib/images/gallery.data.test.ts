import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { viewerOf } from '#lib/auth/proof.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { setVisibility } from '#lib/generations/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import {
  getImageBytes,
  getImageDetail,
  listGalleryImages,
  removeImages,
  restoreImages,
  setMarks,
} from './data.ts'
import { galleryStatement } from './data/gallery.ts'
import { listOfScope } from './data/list.ts'
import { everyImage } from './data/search.ts'
import type { GalleryScope } from './schema.ts'
import { galleryScopes } from './schema.ts'

openWorld()

async function idsOf(viewer: Viewer, scope: GalleryScope): Promise<string[]> {
  return (await listGalleryImages(viewer, { scope })).images.map((image) => image.id)
}

async function onlyOf(author: Viewer, wishes: Parameters<typeof aFinishedGeneration>[1] = {}) {
  const { id, imageIds } = await aFinishedGeneration(author, wishes)
  const [imageId = ''] = imageIds
  return { id, imageId }
}

/** A team with one of each, its author first. */
async function aCrowd() {
  const team = await aTeam()
  return {
    author: await aViewer({ team, name: 'Ada' }),
    colleague: await aViewer({ team }),
    guest: await aViewer({ team, role: 'guest' }),
    editor: await aViewer({ team, role: 'editor' }),
    admin: await aViewer({ team, role: 'admin' }),
    stranger: await aViewer({ role: 'owner' }),
  }
}

describe('a page', () => {
  test('shows what a tile needs, and nothing else', async () => {
    const { author } = await aCrowd()
    const { id, imageId } = await onlyOf(author, { prompt: 'é'.repeat(400) })
    const { images, next } = await listGalleryImages(author, { scope: 'team' })
    expect(next).toBeNull()
    expect(images).toEqual([
      {
        id: imageId,
        generationId: id,
        width: 1024,
        height: 1024,
        thumbhash: null,
        mime: 'image/png',
        bytes: 1,
        prompt: 'é'.repeat(300),
        modelId: 'imagen-3.0-generate-002',
        author: { id: author.userId, name: 'Ada' },
        visibility: 'team',
        environment: 'standin',
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        costMicros: 30_000,
        isFavourite: false,
        isRejected: false,
        rating: null,
        meanRating: null,
        trashedAt: null,
        can: { remove: true, restore: false, setVisibility: true },
      },
    ])
  })

  test.each(galleryScopes)(
    'of %s begins where the one before ended, and misses none of one moment',
    async (scope) => {
      const viewer = await aViewer()
      const [moment, before] = [new Date('2026-05-01T10:00:00.001Z'), new Date('2026-05-01T10:00:00.000Z')]
      const older = await aFinishedGeneration(viewer, { images: 3, createdAt: before })
      const newer = await aFinishedGeneration(viewer, { images: 4, createdAt: moment })
      const all = [...newer.imageIds.toReversed(), ...older.imageIds.toReversed()]
      await setMarks(viewer, all, { favourite: true, rejected: true })
      if (scope === 'trash') await removeImages(viewer, all)
      const seen: string[] = []
      let after: string | null = null
      do {
        const page = await listGalleryImages(viewer, {
          scope,
          limit: 2,
          ...(after === null ? {} : { after }),
        })
        seen.push(...page.images.map((image) => image.id))
        after = page.next
      } while (after !== null)
      expect(seen).toEqual(all)
    },
  )

  test.each(['nonsense', `2026-13-01T00:00:00Z_${uuid()}`, `0000-01-01T00:00:00Z_${uuid()}`, "' OR true --"])(
    'does not begin at %s',
    async (after) => {
      const viewer = await aViewer()
      await expect(listGalleryImages(viewer, { scope: 'team', after })).rejects.toMatchObject({
        code: 'invalid',
      })
    },
  )

  test('is at most 200 long, whatever is asked for', async () => {
    const viewer = await aViewer()
    await aFinishedGeneration(viewer, { images: 201 })
    expect((await listGalleryImages(viewer, { scope: 'mine', limit: 100_000 })).images).toHaveLength(200)
    expect((await listGalleryImages(viewer, { scope: 'mine' })).images).toHaveLength(60)
  })

  test('is found by an index, at any depth, among many images', async () => {
    const team = await aTeam()
    const [viewer, other] = [await aViewer({ team }), await aViewer({ team })]
    await manyImages(viewer, 4_000)
    await manyImages(other, 4_000)
    await manyImages(await aViewer(), 2_000)
    await db.$executeRaw`ANALYZE`
    const after = { createdAt: new Date('2026-03-01T00:00:00Z'), id: uuid() }
    const indexes = {
      mine: 'Image_author_timeline_idx',
      team: 'Image_team_timeline_idx',
      favourites: 'ImageMark_favourites_idx',
      rejected: 'ImageMark_rejected_idx',
      trash: 'Image_trash_idx',
    }
    for (const scope of galleryScopes) {
      for (const place of [null, after]) {
        const statement = galleryStatement(
          viewer,
          everyImage(listOfScope(viewer, scope)),
          { kind: 'far' },
          { bound: place && { side: 'after', place }, limit: 61 },
        )
        const rows = await db.$queryRaw<{ 'QUERY PLAN': string }[]>(sql`EXPLAIN ${statement}`)
        const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
        expect(plan).toContain(indexes[scope])
        expect(plan).not.toContain('Seq Scan on "Image"')
        if (place) expect(plan).toMatch(/Index Cond: .*ROW\(/)
      }
    }
  })
})

/** Images of one generation, one a minute, a fifth of them in the trash and a fifth the author's favourites. */
async function manyImages(author: Viewer, count: number): Promise<void> {
  const { id, imageIds } = await aFinishedGeneration(author)
  await db.$executeRaw`
    INSERT INTO "Image" ("id", "teamId", "generationId", "attemptId", "position", "fileId", "width", "height", "authorId",
      "modelId", "visibility", "environment", "createdAt", "trashedAt")
    SELECT gen_random_uuid(), i."teamId", i."generationId", i."attemptId", k, i."fileId", 8, 8, i."authorId", i."modelId",
      'team', 'standin', timestamptz '2026-03-02' - k * interval '1 minute', CASE WHEN k % 5 = 0 THEN now() END
    FROM "Image" i, generate_series(1, ${count}::int) k WHERE i."id" = ${imageIds[0]}::uuid`
  await db.$executeRaw`
    INSERT INTO "ImageMark" ("imageId", "userId", "teamId", "favourite", "imageCreatedAt")
    SELECT "id", "authorId", "teamId", true, "createdAt" FROM "Image" WHERE "generationId" = ${id}::uuid AND "position" % 5 = 1`
  await db.$executeRaw`
    INSERT INTO "ImageMark" ("imageId", "userId", "teamId", "rejected", "imageCreatedAt")
    SELECT "id", "authorId", "teamId", true, "createdAt" FROM "Image" WHERE "generationId" = ${id}::uuid AND "position" % 5 = 2`
}

describe('who sees what', () => {
  test("the team's images are everybody's to see, and no stranger's", async () => {
    const { author, colleague, guest, stranger } = await aCrowd()
    const { imageId } = await onlyOf(author)
    for (const viewer of [author, colleague, guest]) expect(await idsOf(viewer, 'team')).toEqual([imageId])
    expect(await idsOf(colleague, 'mine')).toEqual([])
    expect(await idsOf(stranger, 'team')).toEqual([])
  })

  test("a private one is its author's and the admins'; also where it was a favourite, or is in the trash", async () => {
    const { author, colleague, guest, editor, admin } = await aCrowd()
    const { id, imageId } = await onlyOf(author)
    await setMarks(colleague, [imageId], { favourite: true })
    await setVisibility(author, id, 'private')
    for (const viewer of [colleague, guest, editor]) {
      for (const scope of galleryScopes) expect(await idsOf(viewer, scope)).toEqual([])
      await expect(getImageDetail(viewer, imageId)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await idsOf(admin, 'team')).toEqual([imageId])
    await removeImages(author, [imageId])
    expect(await idsOf(editor, 'trash')).toEqual([])
    expect(await idsOf(admin, 'trash')).toEqual([imageId])
    await restoreImages(author, [imageId])
    await setVisibility(author, id, 'team')
    expect(await idsOf(colleague, 'favourites')).toEqual([imageId])
  })

  test('whoever left the team has no proof to ask with, and their images stay', async () => {
    const { author, colleague } = await aCrowd()
    const { imageId } = await onlyOf(author)
    await db.membership.updateMany({ where: { userId: author.userId }, data: { leftAt: new Date() } })
    expect(await viewerOf(author.sessionId, author.teamSlug)).toBeNull()
    expect(await idsOf(colleague, 'team')).toEqual([imageId])
  })
})

describe('favourites', () => {
  test("are each member's own, and can be taken back", async () => {
    const { author, colleague } = await aCrowd()
    const { imageId } = await onlyOf(author)
    expect(await setMarks(author, [imageId, uuid()], { favourite: true })).toEqual([imageId])
    expect(await setMarks(author, [imageId], { favourite: true })).toEqual([imageId])
    expect(await idsOf(author, 'favourites')).toEqual([imageId])
    expect(await getImageDetail(author, imageId)).toMatchObject({ isFavourite: true })
    expect(await idsOf(colleague, 'favourites')).toEqual([])
    expect(await getImageDetail(colleague, imageId)).toMatchObject({ isFavourite: false })
    await setMarks(author, [imageId], { favourite: false })
    expect(await idsOf(author, 'favourites')).toEqual([])
  })

  test('a stranger marks nothing, nor a guest, nor anybody what is private or in the trash', async () => {
    const { author, colleague, guest, stranger } = await aCrowd()
    const { imageId } = await onlyOf(author, { visibility: 'private' })
    const trashed = await onlyOf(author)
    await removeImages(author, [trashed.imageId])
    expect(await setMarks(stranger, [imageId], { favourite: true })).toEqual([])
    expect(await setMarks(colleague, [imageId, trashed.imageId], { favourite: true })).toEqual([])
    await expect(setMarks(guest, [trashed.imageId], { favourite: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await db.imageMark.count({ where: { imageId: { in: [imageId, trashed.imageId] } } })).toBe(0)
  })

  test('the database refuses a mark of one team on an image of another', async () => {
    const { author, stranger } = await aCrowd()
    const { imageId } = await onlyOf(author)
    const mark = { imageId, userId: stranger.userId, favourite: true, imageCreatedAt: new Date() }
    for (const { teamId } of [author, stranger])
      await expect(db.imageMark.create({ data: { ...mark, teamId } })).rejects.toThrow(/[Ff]oreign key/)
  })
})

describe('the trash', () => {
  test('takes what is mine, and says what it took', async () => {
    const { author, colleague, guest, stranger } = await aCrowd()
    const mine = await onlyOf(author)
    const theirs = await onlyOf(colleague)
    const picked = [mine.imageId, theirs.imageId, uuid()]
    expect(await removeImages(stranger, picked)).toEqual([])
    await expect(removeImages(guest, picked)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await removeImages(author, picked)).toEqual([mine.imageId])
    expect(await removeImages(author, picked)).toEqual([])
    expect(await idsOf(author, 'team')).toEqual([theirs.imageId])
    expect(await idsOf(author, 'trash')).toEqual([mine.imageId])
    expect((await listGalleryImages(author, { scope: 'trash' })).images[0]).toMatchObject({
      trashedAt: expect.any(String),
      can: { remove: false, restore: true, setVisibility: false },
    })
  })

  test("takes anybody's from an editor; its author may have it back, a colleague may not", async () => {
    const { author, colleague, guest, editor, stranger } = await aCrowd()
    const { imageId } = await onlyOf(author)
    expect(await removeImages(editor, [imageId])).toEqual([imageId])
    const row = await db.image.findUniqueOrThrow({ where: { id: imageId } })
    expect(row.trashedById).toBe(editor.userId)
    for (const viewer of [colleague, guest, stranger]) {
      expect(await idsOf(viewer, 'trash')).toEqual([])
      await expect(getImageDetail(viewer, imageId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(getImageBytes(viewer, imageId, '256')).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await restoreImages(colleague, [imageId])).toEqual([])
    expect(await restoreImages(stranger, [imageId])).toEqual([])
    await expect(restoreImages(guest, [imageId])).rejects.toMatchObject({ code: 'forbidden' })
    expect(await restoreImages(author, [imageId])).toEqual([imageId])
    expect(await idsOf(colleague, 'team')).toEqual([imageId])
  })

  test('keeps what was paid: ledger, attempt and generation stay', async () => {
    const { author } = await aCrowd()
    const { id, imageId } = await onlyOf(author)
    await removeImages(author, [imageId])
    const generation = await db.generation.findUniqueOrThrow({ where: { id }, include: { attempts: true } })
    expect(generation).toMatchObject({ trashedAt: null, costMicros: 30_000n, attempts: [{ number: 1 }] })
  })

  test('two people who take many at once, in opposite order, do not stop each other', async () => {
    const { author, editor } = await aCrowd()
    const made = [
      await aFinishedGeneration(author, { images: 20 }),
      await aFinishedGeneration(author, { images: 20 }),
    ]
    const ids = made.flatMap(({ imageIds }) => imageIds)
    for (let round = 0; round < 5; round++) {
      const [some, others] = await Promise.all([
        removeImages(author, ids),
        removeImages(editor, ids.toReversed()),
      ])
      expect([...some, ...others].toSorted()).toEqual(ids.toSorted())
      const back = await Promise.all([restoreImages(editor, ids.toReversed()), restoreImages(author, ids)])
      expect(back.flat().toSorted()).toEqual(ids.toSorted())
    }
  })
})

describe('the details of an image', () => {
  test('say how it was asked for, how it was made and what it cost', async () => {
    const { author, colleague, stranger } = await aCrowd()
    const prompt = 'A harbour at dusk. '.repeat(40)
    const { id, imageIds } = await aFinishedGeneration(author, { images: 3, prompt })
    const [, second = ''] = imageIds
    expect(await getImageDetail(colleague, second)).toMatchObject({
      id: second,
      generationId: id,
      prompt,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      revisedPrompt: null,
      parameters: { aspect_ratio: '1:1' },
      n: 3,
      position: 1,
      provider: null,
      attempt: { number: 1, upstreamRequestId: 'req_1', provider: 'vertex', costMicros: 30_000 },
      calls: [{ number: 1, upstream: 'lumenfall', state: 'succeeded' }],
      status: 'succeeded',
      estimateMicros: 30_000,
      generationCostMicros: 30_000,
      costSource: 'answer',
      siblings: imageIds,
      input: {
        modelId: 'imagen-3.0-generate-002',
        provider: null,
        prompt,
        parameters: { aspect_ratio: '1:1' },
        n: 3,
      },
      can: { remove: false, restore: false, setVisibility: false },
    })
    await expect(getImageDetail(stranger, second)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getImageDetail(author, uuid())).rejects.toMatchObject({ code: 'not_found' })
  })

  test('do not lead from a living image into the trash', async () => {
    const { author } = await aCrowd()
    const { imageIds } = await aFinishedGeneration(author, { images: 3 })
    const [first = '', second = '', third = ''] = imageIds
    await removeImages(author, [second])
    expect((await getImageDetail(author, first)).siblings).toEqual([first, third])
    expect((await getImageDetail(author, second)).siblings).toEqual(imageIds)
  })
})
