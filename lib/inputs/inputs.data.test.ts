import sharp from 'sharp'
import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { createBatch, planBatch } from '#lib/batches/data.ts'
import { db } from '#lib/db/client.ts'
import {
  createGeneration,
  findGeneration,
  removeGeneration,
  retryGeneration,
  setVisibility,
} from '#lib/generations/data.ts'
import type { GenerationInput } from '#lib/generations/schema.ts'
import { getImageDetail, listGalleryImages } from '#lib/images/data.ts'
import { estimateCost } from '#lib/models/data.ts'
import { originalKey } from '#lib/storage/port.ts'
import { storage } from '#lib/storage/storage.ts'
import {
  aBatchInput,
  aGenerationInput,
  aTeam,
  aViewer,
  eventually,
  ledgerMicros,
  openWorld,
} from '#tests/setup/world.ts'
import { keepUpload } from './data.ts'
import type { InputRef } from './schema.ts'

const world = openWorld()
const editor = 'gemini-2.5-flash-image'
const upscaler = 'crystal-upscaler'
const price = 39_000

beforeAll(async () => {
  await world.work({ deadlineMs: 2_500, lookupMs: 500, places: 30 })
})

const colour = () => `#${uuid().slice(-6)}`
const aPicture = (width = 64, height = 48, background = colour()) =>
  sharp({ create: { width, height, channels: 4, background } })
    .png()
    .toBuffer()

const bring = async (viewer: Viewer, bytes?: Buffer): Promise<InputRef> => {
  const { role, from, id } = await keepUpload(viewer, bytes ?? (await aPicture()))
  return { role, from, id }
}

const ended = (viewer: Viewer, id: string) =>
  eventually(async () => {
    const generation = await findGeneration(viewer, id)
    return generation && !['queued', 'running', 'unknown'].includes(generation.status) && generation
  }, 20_000)

async function make(viewer: Viewer, changes: Partial<GenerationInput>) {
  const input = aGenerationInput({ modelId: editor, prompt: `An edit ${uuid()}`, ...changes })
  await createGeneration(viewer, input)
  return ended(viewer, input.id)
}

/** An image of the gallery, made from text. */
async function anImage(viewer: Viewer, changes: Partial<GenerationInput> = {}): Promise<InputRef> {
  const generation = await make(viewer, { inputs: [], ...changes })
  return { role: 'image', from: 'gallery', id: generation.images[0]?.id ?? '' }
}

const callOf = (prompt: string) =>
  world.standin.control
    .calls()
    .find(({ path, fields }) => !path.includes('dryRun') && fields['prompt'] === prompt)

async function members(...roles: Role[]) {
  const team = await aTeam()
  return Promise.all(roles.map((role) => aViewer({ team, role })))
}

describe('a generation from pictures', () => {
  test('sends them in their order as a form, with the prompt, and says where it came from', async () => {
    const viewer = await aViewer()
    const pictures = [await aPicture(), await aPicture(32, 32)]
    const inputs = [await bring(viewer, pictures[0]), await bring(viewer, pictures[1])]
    const generation = await make(viewer, { inputs, parameters: { aspect_ratio: '16:9', n: 2 } })
    expect(generation).toMatchObject({ status: 'succeeded', n: 2, costMicros: 2 * price })
    expect(generation.inputs).toEqual(
      inputs.map((input) => ({
        ...input,
        width: expect.any(Number),
        height: expect.any(Number),
        thumbhash: expect.any(String),
      })),
    )
    const call = callOf(generation.prompt ?? '')
    expect(call).toMatchObject({
      path: '/openai/v1/images/edits',
      fields: { model: editor, aspect_ratio: '16:9', n: '2', response_format: 'b64_json' },
      uploads: [
        { field: 'image[]', type: 'image/png', size: pictures[0]?.length },
        { field: 'image[]', type: 'image/png', size: pictures[1]?.length },
      ],
    })
    expect(String(call?.headers['traceparent'])).toMatch(/^00-[0-9a-f]{32}-/)
    expect((await db.generation.findUniqueOrThrow({ where: { id: generation.id } })).mode).toBe('image-edit')
  })

  test('is another recipe with other pictures or in another order, and the same wherever they come from', async () => {
    const viewer = await aViewer()
    const image = await anImage(viewer)
    const { file } = await db.image.findUniqueOrThrow({ where: { id: image.id }, include: { file: true } })
    const same = await bring(viewer, await storage().readAll(originalKey(viewer.teamId, file.sha256)))
    const other = await bring(viewer)
    const hashOf = async (inputs: InputRef[]) => {
      const input = aGenerationInput({ modelId: editor, inputs })
      await createGeneration(viewer, input)
      return (await db.generation.findUniqueOrThrow({ where: { id: input.id } })).recipeHash
    }
    const [plain, one, again, two, turned] = [
      await hashOf([]),
      await hashOf([image]),
      await hashOf([same]),
      await hashOf([image, other]),
      await hashOf([other, image]),
    ]
    expect(again).toBe(one)
    expect(new Set([plain, one, two, turned]).size).toBe(4)
  })

  test('from an image of a type that the API does not take sends it as PNG', async () => {
    const viewer = await aViewer()
    const image = await anImage(viewer, { parameters: { output_format: 'gif' } })
    const { file } = await db.image.findUniqueOrThrow({ where: { id: image.id }, include: { file: true } })
    expect(file.mime).toBe('image/gif')
    const generation = await make(viewer, { inputs: [image] })
    expect(generation.status).toBe('succeeded')
    expect(callOf(generation.prompt ?? '')?.uploads).toMatchObject([{ field: 'image', type: 'image/png' }])
    await storage().put(originalKey(viewer.teamId, file.sha256), Buffer.from('GIF89a and no more'))
    const broken = await make(viewer, { inputs: [image] })
    expect(broken).toMatchObject({ status: 'failed', failure: { code: 'input_missing' } })
  })

  test('under one id is one request, and with other pictures another', async () => {
    const viewer = await aViewer()
    const inputs = [await bring(viewer)]
    const input = aGenerationInput({ modelId: editor, inputs })
    await createGeneration(viewer, input)
    await createGeneration(viewer, input)
    expect(await db.generationInput.count({ where: { generationId: input.id } })).toBe(1)
    const changed = { ...input, inputs: [await bring(viewer)] }
    await expect(createGeneration(viewer, changed)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('with a mask sends it beside, and a mask of another size is refused', async () => {
    const viewer = await aViewer()
    const image = await bring(viewer, await aPicture(64, 48))
    const mask = { ...(await bring(viewer, await aPicture(64, 48, '#0000'))), role: 'mask' as const }
    const generation = await make(viewer, { inputs: [image, mask] })
    expect(callOf(generation.prompt ?? '')?.uploads.map(({ field }) => field)).toEqual(['image', 'mask'])
    expect(generation.inputs.map(({ role }) => role)).toEqual(['image', 'mask'])
    const small = { ...(await bring(viewer, await aPicture(32, 32, '#0000'))), role: 'mask' as const }
    await expect(make(viewer, { inputs: [image, small] })).rejects.toThrow(
      'The mask is 32 × 32, and the first picture 64 × 48.',
    )
    await expect(make(viewer, { inputs: [mask] })).rejects.toThrow('A mask needs a picture')
  })

  test('is not asked of a model that takes none, too few or too many', async () => {
    const viewer = await aViewer()
    const inputs = await Promise.all([1, 2, 3, 4].map(() => bring(viewer)))
    const one = inputs.slice(0, 1)
    await expect(make(viewer, { modelId: 'imagen-3.0-generate-002', inputs: one })).rejects.toThrow(
      'makes pictures from text alone',
    )
    await expect(make(viewer, { inputs })).rejects.toThrow('takes at most 3 pictures. Remove 1.')
    await expect(make(viewer, { modelId: upscaler, inputs: [] })).rejects.toThrow('starts from a picture')
    await expect(make(viewer, { prompt: ' ', inputs: one })).rejects.toThrow('Write a prompt.')
  })

  test('from more bytes than can be sent together is refused before anything is written', async () => {
    const viewer = await aViewer()
    const inputs = [await bring(viewer), await bring(viewer), await bring(viewer)]
    const weigh = async (bytes: number) => {
      const uploads = { some: { id: { in: inputs.map(({ id }) => id) } } }
      await db.file.updateMany({ where: { uploads }, data: { bytes } })
    }
    await weigh(20 * 1024 * 1024)
    const tooHeavy = {
      code: 'invalid',
      message:
        'These pictures have 60 MB together, and at most 50 MB can be sent. Remove some, or save them smaller.',
    }
    await expect(make(viewer, { inputs })).rejects.toMatchObject(tooHeavy)
    const [one] = inputs
    if (one) await expect(make(viewer, { inputs: [one, one, one] })).rejects.toMatchObject(tooHeavy)
    const batch = aBatchInput({ modelId: editor, inputs })
    await expect(createBatch(viewer, batch)).rejects.toMatchObject(tooHeavy)
    const plan = await planBatch(viewer, batch.plan, { reuse: false })
    expect(plan).toMatchObject({ ok: false, message: tooHeavy.message })
    expect(await db.generation.count({ where: { teamId: viewer.teamId } })).toBe(0)
    await weigh(16 * 1024 * 1024)
    expect((await make(viewer, { inputs })).status).toBe('succeeded')
  })

  test('has a price, asked for with white pictures of their sizes', async () => {
    const viewer = await aViewer()
    const inputs = [{ role: 'image', width: 640, height: 480 } as const]
    const question = { modelId: editor, provider: null, parameters: { n: 3 }, inputs }
    expect(await estimateCost(viewer, question)).toEqual({ known: true, micros: 3 * price })
    const dryRun = world.standin.control
      .calls()
      .find(({ path, fields }) => path.includes('edits?dryRun') && fields['n'] === '3')
    expect(dryRun?.uploads).toMatchObject([{ field: 'image' }])
    expect(dryRun?.uploads[0]?.size).toBeLessThan(5_000)
  })
})

test('an upscaler needs no prompt, keeps none, and gives a picture twice as large', async () => {
  const viewer = await aViewer()
  const generation = await make(viewer, { modelId: upscaler, prompt: '', inputs: [await bring(viewer)] })
  expect(generation).toMatchObject({
    status: 'succeeded',
    prompt: null,
    costMicros: 50_000,
    images: [{ width: 128, height: 96 }],
  })
  const typed = await make(viewer, {
    modelId: upscaler,
    prompt: 'words',
    template: 'words',
    inputs: [await bring(viewer)],
  })
  expect(typed).toMatchObject({ prompt: null, template: null })
})

describe('whose pictures', () => {
  test('what is private is its author’s to start from, and nobody else’s, admins included', async () => {
    const [ada, bob, admin] = await members('member', 'editor', 'admin')
    if (!ada || !bob || !admin) throw new Error('Nobody came.')
    const image = await anImage(ada, { visibility: 'private' })
    for (const other of [bob, admin, await aViewer({ role: 'owner' })])
      await expect(make(other, { inputs: [image] })).rejects.toMatchObject({
        code: 'not_found',
        message: 'Picture 1 can no longer be used. Remove it, or add it again.',
      })
    expect((await make(ada, { inputs: [image] })).status).toBe('succeeded')
  })

  test('who does not see an image in the gallery does not see it as an input, nor what was made of it', async () => {
    const [ada, bob] = await members('member', 'member')
    if (!ada || !bob) throw new Error('Nobody came.')
    const image = await anImage(ada, { visibility: 'private' })
    const shown = await make(ada, { inputs: [image] })
    expect((await findGeneration(bob, shown.id))?.inputs).toEqual([{ role: 'image', from: 'hidden' }])
    expect((await findGeneration(ada, shown.id))?.inputs).toMatchObject([{ id: image.id }])
    const made = shown.images[0]?.id ?? ''
    expect((await getImageDetail(bob, made)).input.inputs).toEqual([{ role: 'image', from: 'hidden' }])
    expect(JSON.stringify(await getImageDetail(bob, made))).not.toContain(image.id)

    const open = await anImage(ada)
    const own = await make(bob, { inputs: [open], visibility: 'private' })
    const uses = async (viewer: Viewer) => (await getImageDetail(viewer, open.id)).usedFor.map(({ id }) => id)
    expect(await uses(ada)).toEqual([])
    expect(await uses(bob)).toEqual(own.images.map(({ id }) => id))
  })

  test('what was taken while it could be seen stays part of it, is shown no more, and can be tried again', async () => {
    const [ada, bob] = await members('member', 'member')
    if (!ada || !bob) throw new Error('Nobody came.')
    const image = await anImage(ada)
    const failed = await make(bob, { inputs: [image], prompt: `[[error:RATE_LIMITED]] ${uuid()}` })
    expect(failed.status).toBe('failed')
    const { generationId } = await db.image.findUniqueOrThrow({ where: { id: image.id } })
    await setVisibility(ada, generationId, 'private')
    expect((await findGeneration(bob, failed.id))?.inputs).toEqual([{ role: 'image', from: 'hidden' }])
    await db.generation.update({ where: { id: failed.id }, data: { prompt: `Again ${uuid()}` } })
    await retryGeneration(bob, failed.id, 1)
    expect(await ended(bob, failed.id)).toMatchObject({ status: 'succeeded', images: [{}] })
    await expect(make(bob, { inputs: [image] })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('nothing starts from the trash', async () => {
    const viewer = await aViewer()
    const image = await anImage(viewer)
    const used = await make(viewer, { inputs: [image] })
    const { generationId } = await db.image.findUniqueOrThrow({ where: { id: image.id } })
    await removeGeneration(viewer, generationId)
    await expect(make(viewer, { inputs: [image] })).rejects.toMatchObject({ code: 'not_found' })
    expect((await findGeneration(viewer, used.id))?.inputs).toMatchObject([{ id: image.id }])
    await removeGeneration(viewer, used.id)
    const { images } = await listGalleryImages(viewer, { scope: 'trash' })
    expect(images.length).toBe(2)
  })
})

describe('lineage', () => {
  test('leads from an image to what it was made from, and from that to it', async () => {
    const viewer = await aViewer()
    const image = await anImage(viewer)
    const made = await make(viewer, { inputs: [image, await bring(viewer)], parameters: { n: 2 } })
    const [first, second] = made.images
    const detail = await getImageDetail(viewer, first?.id ?? '')
    expect(detail.input.inputs).toMatchObject([{ from: 'gallery', id: image.id }, { from: 'upload' }])
    const { usedFor } = await getImageDetail(viewer, image.id)
    expect(usedFor.map(({ id }) => id).toSorted()).toEqual([first?.id ?? '', second?.id ?? ''].toSorted())
  })
})

describe('a batch from pictures', () => {
  test('starts each of its cells from them, with the price of edits', async () => {
    const viewer = await aViewer()
    const inputs = [await bring(viewer)]
    const batch = aBatchInput({ modelId: editor, template: `A {red|blue} boat ${uuid()}`, inputs })
    const plan = await planBatch(viewer, batch.plan, { reuse: false })
    expect(plan).toMatchObject({ ok: true, cells: 2, price: { known: true, micros: 2 * price } })
    await createBatch(viewer, batch)
    const generations = await db.generation.findMany({
      where: { batchId: batch.id },
      include: { inputs: true },
    })
    expect(
      generations.map(({ mode, inputs: given }) => [mode, given.map(({ uploadId }) => uploadId)]),
    ).toEqual(Array.from({ length: 2 }, () => ['image-edit', [inputs[0]?.id]]))
    const foreign = aBatchInput({ modelId: editor, inputs: [{ role: 'image', from: 'upload', id: uuid() }] })
    await expect(createBatch(viewer, foreign)).rejects.toThrow('Picture 1 can no longer be used')
  })
})

describe('where it goes wrong', () => {
  test('a picture that is gone from the storage costs nothing, and nothing is sent', async () => {
    const viewer = await aViewer()
    const input = await bring(viewer)
    const { file } = await db.upload.findUniqueOrThrow({ where: { id: input.id }, include: { file: true } })
    await storage().remove(originalKey(viewer.teamId, file.sha256))
    const generation = await make(viewer, { inputs: [input] })
    expect(generation).toMatchObject({
      status: 'failed',
      failure: { code: 'input_missing' },
      can: { retry: true },
    })
    expect(callOf(generation.prompt ?? '')).toBeUndefined()
    expect(await ledgerMicros({ generationId: generation.id })).toEqual({ spent: 0, reserved: 0 })
  })

  test.each([
    ['reset-on-arrival', 'failed', 0],
    ['reset-before-billing', 'failed', 0],
    ['reset-after-billing', 'lost', price],
    ['reset-in-body', 'lost', price],
    ['cut-json', 'lost', price],
    ['error:CONTENT_POLICY_VIOLATION', 'refused', 0],
    ['no-metadata', 'succeeded', price],
    ['url-instead', 'succeeded', price],
  ])('%s: an edit ends as %s, and costs %d', async (fault, status, cost) => {
    const viewer = await aViewer()
    const generation = await make(viewer, { inputs: [await bring(viewer)], prompt: `[[${fault}]] ${uuid()}` })
    expect(generation.status).toBe(status)
    await eventually(async () => (await ledgerMicros({ generationId: generation.id })).spent === cost)
    expect((await ledgerMicros({ generationId: generation.id })).reserved).toBe(0)
    const calls = world.standin.control.calls().filter(({ fields }) => fields['prompt'] === generation.prompt)
    expect(calls.length).toBe(1)
  })
})
