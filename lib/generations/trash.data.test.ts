import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import { routingSchema } from '#lib/routing/schema.ts'
import { listGalleryImages, removeImages, restoreImages } from '#lib/images/data.ts'
import { aFinishedGeneration } from '#tests/setup/pictures.ts'
import { aGenerationInput, aTeam, aViewer, eventually, ledgerMicros, openWorld } from '#tests/setup/world.ts'
import {
  cancelGeneration,
  createGeneration,
  findGeneration,
  removeGeneration,
  restoreGeneration,
  retryGeneration,
  setVisibility,
} from './data.ts'
import { settle } from './run/settle.ts'

const world = openWorld()

const shown = async (viewer: Viewer, id: string) =>
  (await findGeneration(viewer, id))?.images.map((image) => image.id) ?? null
const inTrash = async (viewer: Viewer) =>
  (await listGalleryImages(viewer, { scope: 'trash' })).images.map((image) => image.id).toSorted()

const attemptOf = (generationId: string) => db.attempt.findFirstOrThrow({ where: { generationId } })

async function aCrowd() {
  const team = await aTeam()
  return {
    author: await aViewer({ team }),
    colleague: await aViewer({ team }),
    guest: await aViewer({ team, role: 'guest' }),
    editor: await aViewer({ team, role: 'editor' }),
    admin: await aViewer({ team, role: 'admin' }),
    stranger: await aViewer({ role: 'owner' }),
  }
}

describe('deleting', () => {
  test('takes the generation and its images together, and gives exactly those back', async () => {
    const { author } = await aCrowd()
    const { id, imageIds } = await aFinishedGeneration(author, { images: 3 })
    const [before = '', ...along] = imageIds
    await removeImages(author, [before])
    await removeGeneration(author, id)
    await removeGeneration(author, id)
    expect(await findGeneration(author, id)).toBeNull()
    expect(await inTrash(author)).toEqual(imageIds)
    await restoreGeneration(author, id)
    await restoreGeneration(author, id)
    expect(await shown(author, id)).toEqual(along)
    expect(await inTrash(author)).toEqual([before])
  })

  test('changes nothing of what was paid', async () => {
    await world.work()
    const viewer = await aViewer()
    const { id } = await createGeneration(viewer, aGenerationInput())
    await eventually(async () => (await findGeneration(viewer, id))?.status === 'succeeded')
    const attempts = await db.attempt.findMany({ where: { generationId: id } })
    await removeGeneration(viewer, id)
    expect(await ledgerMicros({ generationId: id })).toEqual({ spent: 30_000, reserved: 0 })
    expect(await db.attempt.findMany({ where: { generationId: id } })).toEqual(attempts)
  })

  test('a generation whose images went one by one stays', async () => {
    const { author } = await aCrowd()
    const { id, imageIds } = await aFinishedGeneration(author, { images: 2 })
    for (const imageId of imageIds) await removeImages(author, [imageId])
    expect(await shown(author, id)).toEqual([])
  })

  test('an image that is taken out of the trash brings its generation with it, and only that', async () => {
    const { author } = await aCrowd()
    const { id, imageIds } = await aFinishedGeneration(author, { images: 2 })
    const [first = '', second = ''] = imageIds
    await removeGeneration(author, id)
    await restoreImages(author, [first])
    expect(await shown(author, id)).toEqual([first])
    await removeGeneration(author, id)
    await restoreGeneration(author, id)
    expect(await shown(author, id)).toEqual([first])
    expect(await inTrash(author)).toEqual([second])
  })

  test('a picture that comes late is not lost in the trash: it brings its generation back', async () => {
    const { author } = await aCrowd()
    const { id } = await aFinishedGeneration(author, { status: 'lost', images: 0 })
    const attempt = await db.attempt.update({
      where: { teamId_id: { teamId: author.teamId, id: (await attemptOf(id)).id } },
      data: { state: 'lost' },
    })
    await removeGeneration(author, id)
    const asked = {
      modelId: 'm',
      pinnedProvider: null,
      prompt: '',
      n: 1,
      parameters: {},
      estimateMicros: null,
      hasAlbum: false,
      inputs: [],
      environment: 'standin' as const,
      route: { settings: routingSchema.parse({}), keys: [], tried: [], spentMs: 0 },
    }
    const told = { httpStatus: 200, code: null, upstreamRequestId: null, executedModel: null, provider: null }
    const file = await db.file.create({
      data: { id: uuid(), teamId: author.teamId, sha256: id, bytes: 1, mime: 'image/png' },
    })
    const image = { fileId: file.id, width: 8, height: 8, revisedPrompt: null }
    const isSettled = await settle(
      { ...attempt, ...asked, upstream: 'lumenfall', authorId: author.userId },
      {
        kind: 'images',
        images: [image],
        delivered: 1,
        problem: null,
        told: { ...told, costMicros: 30_000, source: 'answer' },
      },
    )
    expect(isSettled).toBe(true)
    expect(await shown(author, id)).toHaveLength(1)
  })

  test.each(['queued', 'running', 'unknown'] as const)(
    'waits while it is %s, and says why',
    async (status) => {
      const { author } = await aCrowd()
      const { id } = await aFinishedGeneration(author, { status: 'failed' })
      await db.generation.update({ where: { id }, data: { status } })
      expect((await findGeneration(author, id))?.can.remove).toBe(false)
      await expect(removeGeneration(author, id)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/you can delete it/),
      })
      // So that no worker takes it up.
      await db.generation.update({ where: { id }, data: { status: 'failed' } })
    },
  )

  test('is for its author and for editors; for a stranger there is nothing', async () => {
    const { author, colleague, guest, editor, admin, stranger } = await aCrowd()
    const { id } = await aFinishedGeneration(author)
    expect((await findGeneration(colleague, id))?.can).toMatchObject({ remove: false, setVisibility: false })
    expect((await findGeneration(editor, id))?.can).toMatchObject({ remove: true, setVisibility: false })
    for (const viewer of [colleague, guest])
      await expect(removeGeneration(viewer, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeGeneration(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeGeneration(author, uuid())).rejects.toMatchObject({ code: 'not_found' })
    await removeGeneration(editor, id)
    for (const viewer of [colleague, guest, stranger])
      await expect(restoreGeneration(viewer, id)).rejects.toMatchObject({ code: 'not_found' })
    await restoreGeneration(author, id)
    await removeGeneration(author, id)
    await restoreGeneration(admin, id)
    expect(await shown(colleague, id)).toHaveLength(1)
  })

  test('a private one cannot be deleted by an editor, who cannot see it', async () => {
    const { author, editor, admin } = await aCrowd()
    const { id } = await aFinishedGeneration(author, { visibility: 'private' })
    await expect(removeGeneration(editor, id)).rejects.toMatchObject({ code: 'not_found' })
    await removeGeneration(admin, id)
    await expect(restoreGeneration(editor, id)).rejects.toMatchObject({ code: 'not_found' })
    await restoreGeneration(author, id)
  })

  test('what is in the trash is not tried again, not even when both are asked at once', async () => {
    const { author } = await aCrowd()
    for (let round = 0; round < 10; round++) {
      const { id } = await aFinishedGeneration(author, { status: 'failed', images: 0 })
      await Promise.allSettled([removeGeneration(author, id), retryGeneration(author, id, 1)])
      const { status, trashedAt } = await db.generation.findUniqueOrThrow({ where: { id } })
      expect([status, trashedAt === null]).toEqual(trashedAt ? ['failed', false] : ['queued', true])
      if (status === 'queued') await cancelGeneration(author, id)
    }
  })
})

describe('who sees it', () => {
  test('is decided by its author and by admins, over all its images, in and out of the trash', async () => {
    const { author, colleague, editor, admin, stranger } = await aCrowd()
    const { id, imageIds } = await aFinishedGeneration(author, { images: 2 })
    await removeImages(author, imageIds.slice(0, 1))
    for (const viewer of [colleague, editor])
      await expect(setVisibility(viewer, id, 'private')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(setVisibility(stranger, id, 'private')).rejects.toMatchObject({ code: 'not_found' })
    await setVisibility(author, id, 'private')
    expect(await findGeneration(colleague, id)).toBeNull()
    expect(await inTrash(editor)).toEqual([])
    await expect(setVisibility(colleague, id, 'team')).rejects.toMatchObject({ code: 'not_found' })
    await setVisibility(admin, id, 'team')
    expect(await findGeneration(colleague, id)).toMatchObject({ visibility: 'team' })
    expect(await inTrash(editor)).toEqual(imageIds.slice(0, 1))
  })

  test('is written down, once for each change', async () => {
    const { author } = await aCrowd()
    const { id } = await aFinishedGeneration(author)
    for (const visibility of ['private', 'private', 'team'] as const)
      await setVisibility(author, id, visibility)
    const events = await db.auditEvent.findMany({
      where: { subject: `generation:${id}` },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action, actorId, detail }) => ({ action, actorId, detail }))).toEqual(
      ['private', 'team'].map((visibility) => ({
        action: 'generation.set_visibility',
        actorId: author.userId,
        detail: { visibility },
      })),
    )
  })

  test('holds for the pictures that come while it changes', async () => {
    await world.work()
    const viewer = await aViewer()
    for (let round = 0; round < 5; round++) {
      const { id } = await createGeneration(viewer, aGenerationInput({ prompt: 'Changing [[slow:60]]' }))
      await eventually(async () => {
        const generation = await findGeneration(viewer, id)
        await setVisibility(viewer, id, generation?.visibility === 'team' ? 'private' : 'team')
        return generation?.status === 'succeeded'
      })
      const rows = await db.generation.findUniqueOrThrow({ where: { id }, include: { images: true } })
      expect(rows.images.map(({ visibility }) => visibility)).toEqual([rows.visibility])
    }
  })
})
