import { describe, expect, test } from 'vitest'
import { v7 as uuid } from 'uuid'
import { hashShareToken, shareKey } from '#lib/auth/share-secrets.ts'
import type { Viewer, Visitor } from '#lib/auth/schema.ts'
import { countMiss } from '#lib/auth/throttle.ts'
import { unlock, visitorOf } from '#lib/auth/visitor-proof.ts'
import { db } from '#lib/db/client.ts'
import { setVisibility } from '#lib/generations/data.ts'
import { removeImages, restoreImages, setMarks } from '#lib/images/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aTeam, aViewer, openWorld } from '#tests/setup/world.ts'
import {
  countView,
  createShare,
  editShare,
  getShare,
  getSharedBytes,
  getSharedGallery,
  getSharedPicture,
  getSharedRecipe,
  listShares,
  refreshShare,
  renewShare,
  revokeShare,
  zipShare,
} from './data.ts'
import type { ShareInput, Switches } from './schema.ts'
import { createShareSchema } from './schema.ts'

openWorld()

const off: Switches = {
  showPrompts: false,
  showParameters: false,
  allowDownload: false,
  allowRemix: false,
  showStars: false,
  showNames: false,
}
const everything: Switches = {
  showPrompts: true,
  showParameters: true,
  allowDownload: true,
  allowRemix: true,
  showStars: true,
  showNames: true,
}

const anInput = (images: readonly string[], changes: Partial<ShareInput> = {}): ShareInput => ({
  id: uuid(),
  source: { kind: 'selection', selection: { images: [...images] } },
  title: 'Harbour mornings',
  note: '',
  switches: off,
  expiresInDays: 30,
  password: null,
  ...changes,
})

const tokenOf = (path: string) => path.replace('/s/', '')

async function visit(path: string, key: string | null = null): Promise<Visitor> {
  const visitor = await visitorOf(tokenOf(path), key)
  if (!visitor || visitor === 'locked') throw new Error('The link does not open.')
  return visitor
}

const numbersOf = async (path: string) =>
  (await getSharedGallery(await visit(path))).images.map(({ number }) => number)

const audited = (id: string) =>
  db.auditEvent.findMany({
    where: { subject: `share:${id}` },
    orderBy: { id: 'asc' },
    select: { action: true },
  })

async function aShare(maker: Viewer, images = 3, changes: Partial<ShareInput> = {}) {
  const made = await aFinishedGeneration(maker, { images })
  return { ...made, ...(await createShare(maker, anInput(made.imageIds, changes))), made }
}

describe('the address', () => {
  test('has 256 bits, of which only the hash is stored, and can be said again', async () => {
    const maker = await aViewer()
    const { id, path } = await aShare(maker)
    const token = tokenOf(path)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const row = await db.share.findUniqueOrThrow({ where: { id } })
    expect(JSON.stringify(row)).not.toContain(token)
    expect(row.tokenHash).toBe(hashShareToken(token))
    expect((await listShares(maker)).shares[0]?.path).toBe(path)
  })

  test('is dead once there is a new one, and once it is revoked', async () => {
    const maker = await aViewer()
    const { id, path } = await aShare(maker)
    const { path: next } = await renewShare(maker, id)
    expect(await visitorOf(tokenOf(path), null)).toBeNull()
    const visitor = await visit(next)
    await revokeShare(maker, id)
    expect(await visitorOf(tokenOf(next), null)).toBeNull()
    // Also for whoever was let in a moment before.
    await expect(getSharedGallery(visitor)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getSharedBytes(visitor, 1, '512')).rejects.toMatchObject({ code: 'not_found' })
    await expect(renewShare(maker, id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await audited(id)).map(({ action }) => action)).toEqual([
      'share.create',
      'share.renew',
      'share.revoke',
    ])
  })

  test('ends by itself, in 30 days unless something else was said', async () => {
    const maker = await aViewer()
    const { id, path, imageIds } = await aShare(maker)
    const { expiresAt } = await db.share.findUniqueOrThrow({ where: { id } })
    expect(expiresAt?.getTime()).toBeCloseTo(Date.now() + 30 * 86_400_000, -5)
    const { team: _team, ...parsed } = createShareSchema.parse({
      ...anInput(imageIds),
      team: 'a',
      expiresInDays: undefined,
    })
    expect(parsed.expiresInDays).toBe(30)
    await db.share.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await visitorOf(tokenOf(path), null)).toBeNull()
    await editShare(maker, id, { expiresInDays: null })
    expect(await visitorOf(tokenOf(path), null)).not.toBeNull()
  })

  test('that opens nothing is counted, and too many are refused: one that opens is not', async () => {
    const address = '192.0.2.7'
    for (let miss = 0; miss < 30; miss++) await countMiss(address)
    await expect(countMiss(address)).rejects.toMatchObject({ code: 'throttled' })
    await expect(countMiss('192.0.2.8')).resolves.toBeUndefined()
  })
})

describe('a password', () => {
  test('opens the link it was set for, until the link or the password changes', async () => {
    const maker = await aViewer()
    const { id, path } = await aShare(maker, 1, { password: 'open sesame' })
    const { path: other } = await aShare(maker, 1, { password: 'open sesame' })
    expect(await visitorOf(tokenOf(path), null)).toBe('locked')
    expect(await unlock(tokenOf(path), 'wrong', '192.0.2.20')).toEqual({ kind: 'wrong' })
    const opened = await unlock(tokenOf(path), 'open sesame', '192.0.2.20')
    const key = opened.kind === 'opened' ? opened.key : ''
    expect(await visitorOf(tokenOf(path), key)).toMatchObject({ shareId: id, hasPassword: true })
    expect(await visitorOf(tokenOf(other), key)).toBe('locked')
    await editShare(maker, id, { password: 'another one' })
    expect(await visitorOf(tokenOf(path), key)).toBe('locked')
    const { path: next } = await renewShare(maker, id)
    const again = await unlock(tokenOf(next), 'another one', '192.0.2.20')
    const { passwordHash } = await db.share.findUniqueOrThrow({ where: { id } })
    expect(again).toEqual({
      kind: 'opened',
      key: shareKey({ shareId: id, version: 2, passwordHash: passwordHash ?? '' }),
    })
    await editShare(maker, id, { password: null })
    expect(await unlock(tokenOf(next), 'whatever', '192.0.2.20')).toEqual({ kind: 'open' })
  })

  test('is not guessed ten times a minute, and works all the same', async () => {
    const { path } = await aShare(await aViewer(), 1, { password: 'open sesame' })
    for (let miss = 0; miss < 10; miss++) await unlock(tokenOf(path), `${miss}`, '192.0.2.21')
    await expect(unlock(tokenOf(path), 'one more', '192.0.2.21')).rejects.toMatchObject({ code: 'throttled' })
    expect(await unlock(tokenOf(path), 'open sesame', '192.0.2.21')).toMatchObject({ kind: 'opened' })
  })

  test('is in no line of the audit log', async () => {
    const maker = await aViewer()
    const { id } = await aShare(maker, 1, { password: 'open sesame' })
    await editShare(maker, id, { password: 'another one' })
    const lines = JSON.stringify(await db.auditEvent.findMany({ where: { subject: `share:${id}` } }))
    expect(lines).toContain('"hasPassword":true')
    expect(lines).not.toMatch(/sesame|another one|argon2/)
  })
})

describe('what a link shows', () => {
  test('is what was chosen, in that order, and no more than is allowed', async () => {
    const maker = await aViewer({ name: 'Grace Hopper' })
    const made = await aFinishedGeneration(maker, { images: 3, prompt: 'A secret harbour' })
    const [first = '', second = '', third = ''] = made.imageIds
    await setMarks(maker, [third], { favourite: true })
    const quiet = await visit((await createShare(maker, anInput([third, first]))).path)
    const said = JSON.stringify([await getSharedGallery(quiet), await getSharedPicture(quiet, 1)])
    for (const hidden of ['secret', 'Grace', 'imagen', 'aspect', first, second, third, made.id, maker.teamId])
      expect(said).not.toContain(hidden)
    expect(await getSharedGallery(quiet)).toMatchObject({
      title: 'Harbour mornings',
      total: 2,
      by: null,
      images: [
        { number: 1, alt: 'Picture 1', isStarred: false, by: null },
        { number: 2, alt: 'Picture 2', isStarred: false, by: null },
      ],
    })
    await expect(getSharedRecipe(quiet)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getSharedBytes(quiet, 1, 'original')).rejects.toMatchObject({ code: 'not_found' })
    await expect(zipShare(quiet)).rejects.toMatchObject({ code: 'not_found' })

    const loud = await visit(
      (await createShare(maker, anInput([third, first], { switches: everything }))).path,
    )
    expect(await getSharedGallery(loud)).toMatchObject({
      by: 'Grace Hopper',
      can: { download: true, remix: true },
      images: [{ alt: 'A secret harbour', isStarred: true, by: 'Grace Hopper' }, { isStarred: false }],
    })
    expect(await getSharedPicture(loud, 2)).toMatchObject({
      prompt: 'A secret harbour',
      parameters: { aspect_ratio: '1:1' },
      before: 1,
      after: null,
      place: 2,
    })
    expect(await getSharedRecipe(loud, 2)).toMatchObject({
      number: 2,
      recipe: { prompt: 'A secret harbour', n: 1 },
    })
  })

  test('goes with the trash and comes back, and keeps its numbers', async () => {
    const maker = await aViewer()
    const { path, imageIds } = await aShare(maker)
    await removeImages(maker, imageIds.slice(0, 1))
    expect(await numbersOf(path)).toEqual([2, 3])
    await expect(getSharedPicture(await visit(path), 1)).rejects.toMatchObject({ code: 'not_found' })
    await restoreImages(maker, imageIds.slice(0, 1))
    expect(await numbersOf(path)).toEqual([1, 2, 3])
  })

  test('is not what somebody else made private since, but in their own link and an admin’s', async () => {
    const team = await aTeam()
    const [author, colleague, admin] = [
      await aViewer({ team }),
      await aViewer({ team }),
      await aViewer({ team, role: 'admin' }),
    ]
    const made = await aFinishedGeneration(author, { images: 1 })
    const paths = await Promise.all(
      [author, colleague, admin].map(
        async (maker) => (await createShare(maker, anInput(made.imageIds))).path,
      ),
    )
    await setVisibility(author, made.id, 'private')
    expect(await Promise.all(paths.map(numbersOf))).toEqual([[1], [], [1]])
    await expect(createShare(colleague, anInput(made.imageIds))).rejects.toMatchObject({ code: 'not_found' })
    await expect(createShare(admin, anInput(made.imageIds))).resolves.toBeDefined()
    await db.membership.updateMany({ where: { userId: admin.userId }, data: { role: 'editor' } })
    expect(await numbersOf(paths[2] ?? '')).toEqual([])
  })

  test('is not said to be known by a tag that tells the file', async () => {
    const maker = await aViewer()
    const [a, b] = [await aShare(maker, 1), await aShare(maker, 1)]
    const rows = await db.file.findMany({ where: { teamId: maker.teamId }, select: { sha256: true } })
    const [visitorA, visitorB] = [await visit(a.path), await visit(b.path)]
    const tags: string[] = []
    const note = (tag: string) => {
      tags.push(tag)
      return true
    }
    await getSharedBytes(visitorA, 1, '512', note)
    await getSharedBytes(visitorA, 1, '256', note)
    await getSharedBytes(visitorB, 1, '512', note)
    expect(new Set(tags).size).toBe(3)
    for (const { sha256 } of rows) for (const tag of tags) expect(tag).not.toContain(sha256.slice(0, 8))
  })
})

describe('keeping a link', () => {
  test('takes images out, puts them in another order, and takes nothing in', async () => {
    const maker = await aViewer()
    const { id, path, imageIds } = await aShare(maker)
    const foreign = await aFinishedGeneration(await aViewer())
    const [first = '', , third = ''] = imageIds
    await editShare(maker, id, { images: [third, ...foreign.imageIds, first] })
    expect((await getShare(maker, id)).images.map((image) => image.id)).toEqual([third, first])
    expect(await numbersOf(path)).toEqual([1, 2])
    await expect(editShare(maker, id, { images: foreign.imageIds })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('says what its source has now, and brings it up to date', async () => {
    const maker = await aViewer()
    const made = await aFinishedGeneration(maker, { images: 3 })
    const album = uuid()
    const { teamId, userId } = maker
    await db.album.create({ data: { id: album, teamId, createdById: userId, name: 'Harbours' } })
    const add = (imageIds: readonly string[], from: number) =>
      db.albumImage.createMany({
        data: imageIds.map((imageId, index) => ({
          albumId: album,
          imageId,
          teamId,
          rank: from + index,
          imageCreatedAt: new Date(),
        })),
      })
    await add(made.imageIds.slice(0, 2), 1)
    const { id, path } = await createShare(maker, anInput([], { source: { kind: 'album', album } }))
    await add(made.imageIds.slice(2), 0)
    expect((await getShare(maker, id)).source).toEqual({ now: 3, kept: 2 })
    expect(await numbersOf(path)).toEqual([1, 2])
    await refreshShare(maker, id)
    const after = await getShare(maker, id)
    expect(after.source).toEqual({ now: 3, kept: 3 })
    expect(after.images.map((image) => image.id)).toEqual([
      made.imageIds[2],
      made.imageIds[0],
      made.imageIds[1],
    ])
    await expect(refreshShare(maker, (await aShare(maker)).id)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('is for its maker and the admins; to anybody else it is not there', async () => {
    const team = await aTeam()
    const maker = await aViewer({ team })
    const { id } = await aShare(maker)
    const others = [
      await aViewer({ team, role: 'editor' }),
      await aViewer({ team, role: 'guest' }),
      await aViewer(),
    ]
    const tries = [
      (other: Viewer) => getShare(other, id),
      (other: Viewer) => editShare(other, id, { title: 'Mine' }),
      (other: Viewer) => renewShare(other, id),
      (other: Viewer) => revokeShare(other, id),
    ]
    for (const other of others) {
      for (const attempt of tries) await expect(attempt(other)).rejects.toMatchObject({ code: 'not_found' })
      expect((await listShares(other)).shares).toEqual([])
    }
    await revokeShare(await aViewer({ team, role: 'admin' }), id)
  })

  test('is one link however often it is asked for, and none for a guest', async () => {
    const maker = await aViewer()
    const { imageIds } = await aFinishedGeneration(maker)
    const input = anInput(imageIds)
    const made = await Promise.all([createShare(maker, input), createShare(maker, input)])
    expect(made[0]).toEqual(made[1])
    expect(await audited(input.id)).toHaveLength(1)
    const team = await aTeam()
    const seen = await aFinishedGeneration(await aViewer({ team }))
    const guest = await aViewer({ team, role: 'guest' })
    await expect(createShare(guest, anInput(seen.imageIds))).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('finds links by their words, page by page', async () => {
    const maker = await aViewer()
    const { imageIds } = await aFinishedGeneration(maker)
    for (let index = 0; index < 33; index++)
      await createShare(
        maker,
        anInput(imageIds, { title: `Round ${index}`, note: index === 7 ? '100 % sure' : '' }),
      )
    const first = await listShares(maker)
    const second = await listShares(maker, { after: first.next ?? '' })
    expect([first.shares.length, second.shares.length, second.next]).toEqual([30, 3, null])
    expect((await listShares(maker, { search: '100 %' })).shares.map(({ title }) => title)).toEqual([
      'Round 7',
    ])
    expect((await listShares(maker, { search: 'round 12' })).shares).toHaveLength(1)
  })

  test('counts who came by day: not its maker, no programs, nothing that was only loaded ahead', async () => {
    const maker = await aViewer()
    const { id, path } = await aShare(maker)
    const visitor = await visit(path)
    const opening = {
      personId: null,
      method: 'GET',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
      isAhead: false,
    }
    await Promise.all([countView(visitor, opening), countView(visitor, opening)])
    await countView(visitor, { ...opening, personId: maker.userId })
    await countView(visitor, { ...opening, method: 'HEAD' })
    await countView(visitor, { ...opening, isAhead: true })
    await countView(visitor, {
      ...opening,
      userAgent: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    })
    expect(await getShare(maker, id)).toMatchObject({ views: 2, days: [{ views: 2 }] })
  })
})

test('to remix, prompts and parameters are shown', () => {
  const input = { ...anInput([uuid()]), team: 'a' }
  const asked = (changes: Partial<Switches>) =>
    createShareSchema.safeParse({ ...input, switches: { ...off, ...changes } }).success
  expect(asked({ allowRemix: true })).toBe(false)
  expect(asked({ allowRemix: true, showPrompts: true })).toBe(false)
  expect(asked({ allowRemix: true, showPrompts: true, showParameters: true })).toBe(true)
})
