import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { sql } from '#lib/db/sql.ts'
import { setVisibility } from '#lib/generations/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import { getGalleryOutline, listGalleryImages, removeImages, selectedIds, setMarks } from './data.ts'
import { galleryStatement } from './data/gallery.ts'
import { outlineStatement } from './data/outline.ts'
import { findList } from './data/search.ts'
import type { Way } from './data/walk.ts'

openWorld()

async function found(viewer: Viewer, search: string, scope: 'mine' | 'team' | 'trash' = 'team') {
  const { images } = await listGalleryImages(viewer, { scope, search, limit: 200 })
  const { shapes } = await getGalleryOutline(viewer, { scope, search })
  expect(shapes).toHaveLength(images.length)
  const ids: string[] = []
  const filter = { scope, search, album: null }
  for await (const page of selectedIds(viewer, { filter, except: [], upTo: null })) ids.push(...page)
  expect(ids).toEqual(images.map(({ id }) => id))
  return ids
}

async function onlyOf(author: Viewer, wishes: Parameters<typeof aFinishedGeneration>[1] = {}) {
  const { id, imageIds } = await aFinishedGeneration(author, wishes)
  const [imageId = ''] = imageIds
  return { id, imageId }
}

describe('a search', () => {
  let ada: Viewer
  let bob: Viewer
  let stranger: Viewer
  const image: Record<string, string> = {}
  const nameOf = (id: string) => Object.keys(image).find((name) => image[name] === id)
  const names = async (viewer: Viewer, search: string, scope?: 'mine' | 'team' | 'trash') =>
    (await found(viewer, search, scope)).map(nameOf)

  beforeAll(async () => {
    const team = await aTeam()
    await db.team.update({ where: { id: team.id }, data: { timeZone: 'Asia/Tokyo' } })
    ada = await aViewer({ team, name: 'Ada Lovelace' })
    bob = await aViewer({ team, name: 'Bob' })
    stranger = await aViewer({ role: 'owner' })
    const at = (time: string) => ({ createdAt: new Date(time) })
    const harbour = await onlyOf(ada, { prompt: 'A harbour, in the morning', ...at('2026-04-30T15:00:00Z') })
    const boat = await onlyOf(bob, {
      prompt: "The fisherman's red boat (at rest)",
      ...at('2026-04-30T14:59:59Z'),
    })
    const port = await onlyOf(bob, { prompt: '夜明けの港、静かな海', ...at('2026-03-01T12:00:00Z') })
    const hidden = await onlyOf(bob, { prompt: 'A harbour that nobody knows', ...at('2026-02-01T12:00:00Z') })
    Object.assign(image, {
      harbour: harbour.imageId,
      boat: boat.imageId,
      port: port.imageId,
      hidden: hidden.imageId,
    })
    await setVisibility(bob, hidden.id, 'private')
    const change = (id: string, data: object) => db.image.update({ where: { id }, data })
    await change(harbour.imageId, { width: 1365, height: 768, costMicros: 60_000n, provider: 'Vertex' })
    await change(boat.imageId, { width: 768, height: 1024, costMicros: null, modelId: 'flux-1.1-pro' })
    await setMarks(ada, [harbour.imageId], { favourite: true, rating: 4 })
    await setMarks(ada, [boat.imageId], { rejected: true, rating: 2 })
    const [tag, album, { teamId }] = [uuid(), uuid(), ada]
    await db.tag.create({ data: { id: tag, teamId, name: 'sea' } })
    await db.album.create({ data: { id: album, teamId, createdById: ada.userId, name: 'Spring "campaign"' } })
    for (const [rank, each] of [harbour, hidden].entries()) {
      const of = { teamId, imageId: each.imageId, imageCreatedAt: new Date() }
      const { createdAt } = await db.image.findUniqueOrThrow({ where: { id: each.imageId } })
      await db.imageTag.create({ data: { ...of, tagId: tag, imageCreatedAt: createdAt } })
      await db.albumImage.create({ data: { ...of, albumId: album, rank, imageCreatedAt: createdAt } })
    }
    await db.generation.update({ where: { id: boat.id }, data: { status: 'partial' } })
  })

  test.each([
    ['', ['harbour', 'boat', 'port']],
    ['harb', ['harbour']],
    ['morning harbour', ['harbour']],
    ['HARBOUR boat', []],
    ['"red boat"', ['boat']],
    ['"boat red"', []],
    ["fisherman's", ['boat']],
    ['-harbour', ['boat', 'port']],
    ['a -morning', ['boat']],
    ['港', ['port']],
    ['静かな海', ['port']],
    ['海静', []],
    ['-港 -"red boat"', ['harbour']],
    ['(rest)', ['boat']],
    ['!!! harbour', ['harbour']],
    ["' OR true --", []],
    ['by:me', ['harbour']],
    ['by:love', ['harbour']],
    ['by:"bob"', ['boat', 'port']],
    ['-by:bob', ['harbour']],
    ['by:nobody', []],
    ['-by:nobody', ['harbour', 'boat', 'port']],
    ['model:flux', ['boat']],
    ['-model:flux', ['harbour', 'port']],
    ['model:i', ['harbour', 'port']],
    ['provider:vertex', ['harbour']],
    ['-provider:vertex', ['boat', 'port']],
    ['album:"spring \\"camp"', ['harbour']],
    ['-album:spring', ['boat', 'port']],
    ['tag:SEA', ['harbour']],
    ['-tag:sea', ['boat', 'port']],
    ['tag:se', []],
    ['is:favourite', ['harbour']],
    ['is:rejected', ['boat']],
    ['is:rated', ['harbour', 'boat']],
    ['-is:rated', ['port']],
    ['is:private', []],
    ['is:edit', []],
    ['rating:>3', ['harbour']],
    ['rating:2', ['boat']],
    ['rating:<=4', ['harbour', 'boat']],
    ['-rating:>3', ['boat', 'port']],
    ['shape:16:9', ['harbour']],
    ['shape:square', ['port']],
    ['shape:wide', ['harbour']],
    ['shape:tall', ['boat']],
    ['shape:3:4', ['boat']],
    ['cost:>0.05', ['harbour']],
    ['cost:<0.05', ['port']],
    ['cost:0.03', ['port']],
    ['-cost:>0.05', ['boat', 'port']],
    ['status:partial', ['boat']],
    // The first of May begins in Tokyo at 15:00.
    ['after:2026-05-01', ['harbour']],
    ['before:2026-05', ['boat', 'port']],
    ['-before:2026-05', ['harbour']],
    ['after:2026-03 before:2026-05', ['boat', 'port']],
    ['after:2026-13', ['harbour', 'boat', 'port']],
    ['colour:red harbour', ['harbour']],
    ['tag:sea is:favourite rating:4 by:me shape:wide harbour', ['harbour']],
  ])('for %s finds %s', async (search, expected) => {
    expect(await names(ada, search)).toEqual(expected)
  })

  test('finds what is private only for those who see it, and nothing for a stranger', async () => {
    for (const search of [
      'harbour',
      'tag:sea',
      'album:spring',
      'nobody',
      '-morning',
      'is:private',
      'by:bob',
    ]) {
      expect(await names(ada, search)).not.toContain('hidden')
      expect(await names(bob, search)).toContain('hidden')
      expect(await found(stranger, search)).toEqual([])
    }
  })

  test('looks at marks as the one who searches has them', async () => {
    expect(await names(bob, 'is:favourite')).toEqual([])
    expect(await names(bob, 'rating:>1')).toEqual([])
  })

  test('holds in each part of the gallery, and in an album in its order', async () => {
    expect(await names(bob, '-nothing', 'mine')).toEqual(['boat', 'port', 'hidden'])
    const { imageId } = await onlyOf(ada, { prompt: 'A harbour in the trash' })
    await removeImages(ada, [imageId])
    expect(await found(ada, 'harbour', 'trash')).toEqual([imageId])
    const { id: album } = await db.album.findFirstOrThrow({ where: { teamId: ada.teamId } })
    const inAlbum = await listGalleryImages(bob, { scope: 'mine', album, search: 'harbour tag:sea' })
    expect(inAlbum.images.map(({ id }) => nameOf(id))).toEqual(['harbour', 'hidden'])
  })
})

/** Generations of one team with an image each, one a minute: every tenth with a rare word, every 100th by another. */
async function manyOf(viewer: Viewer, other: Viewer, count: number): Promise<void> {
  const { id } = await aFinishedGeneration(viewer, { prompt: 'common' })
  const prompts = sql`concat('common word', CASE WHEN k % 97 = 0 THEN ' rare' END, CASE WHEN k % 7 = 0 THEN ' seventh' END)`
  const time = sql`timestamptz '2026-03-02' - k * interval '1 minute'`
  const author = sql`CASE WHEN k % 100 = 0 THEN ${other.userId}::uuid ELSE ${viewer.userId}::uuid END`
  await db.$executeRaw`
    INSERT INTO "Generation" ("id", "teamId", "authorId", "actor", "requestKey", "bodyHash", "source", "mode", "prompt",
      "parameters", "modelId", "n", "recipeHash", "environment", "status", "periodStart", "createdAt")
    SELECT gen_random_uuid(), "teamId", ${author}, "actor", k::text, '', "source", "mode", ${prompts}, "parameters", "modelId",
      1, '', "environment", "status", "periodStart", ${time}
    FROM "Generation", generate_series(1, ${count}::int) k WHERE "id" = ${id}::uuid`
  await db.$executeRaw`
    INSERT INTO "Image" ("id", "teamId", "generationId", "attemptId", "position", "fileId", "width", "height", "authorId",
      "modelId", "provider", "visibility", "environment", "createdAt", "costMicros")
    SELECT gen_random_uuid(), g."teamId", g."id", i."attemptId", g."requestKey"::int, i."fileId", 16, 9, g."authorId",
      CASE WHEN g."requestKey"::int % 50 = 0 THEN 'flux' ELSE g."modelId" END, 'vertex', 'team', 'standin', g."createdAt", 30000
    FROM "Generation" g, "Image" i WHERE g."teamId" = ${viewer.teamId}::uuid AND g."id" <> ${id}::uuid AND i."generationId" = ${id}::uuid`
}

const planRows = z.array(z.object({ 'QUERY PLAN': z.string() }))

describe('among many', () => {
  let viewer: Viewer

  beforeAll(async () => {
    const team = await aTeam()
    viewer = await aViewer({ team })
    await manyOf(viewer, await aViewer({ team, name: 'Grace' }), 5_000)
    const [tag, { teamId }] = [uuid(), viewer]
    await db.tag.create({ data: { id: tag, teamId, name: 'sea' } })
    await db.$executeRaw`
      INSERT INTO "ImageTag" ("imageId", "tagId", "teamId", "imageCreatedAt")
      SELECT "id", ${tag}::uuid, "teamId", "createdAt" FROM "Image" WHERE "teamId" = ${teamId}::uuid AND "position" % 40 = 0`
    await db.$executeRaw`
      INSERT INTO "ImageMark" ("imageId", "userId", "teamId", "rating", "favourite", "imageCreatedAt")
      SELECT "id", ${viewer.userId}::uuid, "teamId", 1 + "position" % 5, "position" % 30 = 0, "createdAt"
      FROM "Image" WHERE "teamId" = ${teamId}::uuid AND "position" % 10 = 0`
    await db.$executeRaw`ANALYZE`
  })

  const searches = [
    'rare',
    'common',
    'common -seventh',
    'absent',
    'seventh by:grace',
    'by:grace',
    'model:flux',
    'model:flux rare',
    'model:imagen shape:16:9',
    'shape:tall',
    'cost:>0.05',
    'provider:vertex common',
    'tag:sea',
    'tag:sea rare is:favourite',
    'is:favourite',
    'rating:>3 seventh',
    'is:edit',
    'is:private',
    'status:partial',
    'album:spring',
    '-tag:sea -by:grace seventh',
    'after:2026-03 before:2026-03-02',
  ]

  test.each(searches)('%s reads no table whole, whichever way it looks', async (search) => {
    const found = await findList(viewer, { scope: 'team', search })
    const { teamId } = viewer
    const ways: Way[] = [{ kind: 'near', within: 200 }]
    if (found.words !== null) ways.push({ kind: 'words', teamId, words: found.words, most: 5_000 })
    for (const way of ways)
      for (const statement of [
        galleryStatement(viewer, found, way, { bound: null, limit: 101 }),
        outlineStatement(viewer, found, way, null),
      ]) {
        const plan = planRows
          .parse(await db.$queryRaw(sql`EXPLAIN ${statement}`))
          .map((row) => row['QUERY PLAN'])
          .join('\n')
        expect(plan).not.toMatch(/Seq Scan on "(Image|Generation)"/)
      }
  })

  test.each(searches)(
    '%s finds each image once, page by page, as many as the outline has',
    async (search) => {
      const { shapes, cursors, next } = await getGalleryOutline(viewer, { scope: 'team', search })
      const ids: string[] = []
      const filter = { scope: 'team' as const, search, album: null }
      for await (const page of selectedIds(viewer, { filter, except: [], upTo: null })) ids.push(...page)
      expect(new Set(ids).size).toBe(ids.length)
      expect(shapes).toHaveLength(Math.min(ids.length, 10_000))
      expect(next === null).toBe(ids.length <= 10_000)
      const at = cursors.length - 1
      if (at >= 0) {
        const page = await listGalleryImages(viewer, { scope: 'team', search, from: cursors[at], limit: 100 })
        expect(page.images.map(({ id }) => id)).toEqual(ids.slice(at * 100, at * 100 + 100))
      }
    },
  )

  test('a rare word is found by the index of words', async () => {
    expect(await found(viewer, 'rare')).toHaveLength(51)
    expect(await found(viewer, 'rare model:flux')).toHaveLength(1)
  })
})
