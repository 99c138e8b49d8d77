import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { AppError } from '#lib/errors.ts'
import { variablesSchema } from '#lib/generations/schema/states.ts'
import { inputSelection, toInputs } from '#lib/inputs/data/show.ts'
import { toUsedVersion, usedVersionSelection } from '#lib/prompts/data/visible.ts'
import { imagePolicy } from '../policy.ts'
import type { ImageDetail } from '../schema.ts'
import { imageDetailSchema } from '../schema.ts'
import { findGalleryImage } from './gallery.ts'
import { listUses } from './lineage.ts'

const selection = {
  revisedPrompt: true,
  position: true,
  file: { select: { sha256: true } },
  _count: { select: { marks: { where: { rating: { not: null } } } } },
  tags: { orderBy: { tag: { name: 'asc' } }, select: { tag: { select: { name: true } } } },
  albums: {
    where: { album: { trashedAt: null } },
    orderBy: { album: { name: 'asc' } },
    select: { album: { select: { id: true, name: true } } },
  },
  attempt: {
    select: {
      number: true,
      upstreamRequestId: true,
      executedModel: true,
      provider: true,
      costMicros: true,
      sentAt: true,
      finishedAt: true,
    },
  },
  generation: {
    select: {
      prompt: true,
      template: true,
      variables: true,
      batchId: true,
      parameters: true,
      extra: true,
      inputs: inputSelection,
      version: usedVersionSelection,
      n: true,
      modelId: true,
      provider: true,
      status: true,
      estimateMicros: true,
      costMicros: true,
      costSource: true,
      startedAt: true,
      finishedAt: true,
      attempts: {
        where: { state: { not: 'abandoned' } },
        orderBy: { number: 'asc' },
        select: {
          number: true,
          upstream: true,
          provider: true,
          state: true,
          httpStatus: true,
          sentAt: true,
          finishedAt: true,
        },
      },
      images: {
        orderBy: [{ attemptId: 'asc' }, { position: 'asc' }],
        select: { id: true, trashedAt: true },
      },
    },
  },
} as const satisfies Prisma.ImageSelect

const micros = (value: bigint | null) => (value === null ? null : Number(value))
const time = (value: Date | null) => value?.toISOString() ?? null
const timed = <T extends { sentAt: Date | null; finishedAt: Date | null }>(call: T) => ({
  ...call,
  sentAt: time(call.sentAt),
  finishedAt: time(call.finishedAt),
})

/**
 * Everything about one image of the viewer's team, also of one in the trash for those who see it there.
 * Throws AppError `not_found`: for what is not there and for what is not the viewer's to see, alike.
 */
export async function getImageDetail(viewer: Viewer, id: string): Promise<ImageDetail> {
  const image = await findGalleryImage(viewer, id)
  const row = image && (await db.image.findFirst({ where: { id, teamId: viewer.teamId }, select: selection }))
  if (!image || !row) throw new AppError('not_found', 'That image is gone.')
  const { attempt, generation, file, tags, albums, _count, ...own } = row
  const { modelId, provider, prompt, template, batchId, parameters, extra, n, status, costSource } =
    generation
  const variables = variablesSchema.catch({}).parse(generation.variables)
  const version = toUsedVersion(viewer, generation.version)
  const isInTrash = image.trashedAt !== null
  return imageDetailSchema.parse({
    ...image,
    ...own,
    ...file,
    ratings: _count.marks,
    canMark: image.trashedAt === null && imagePolicy.mark(viewer),
    tags: tags.map(({ tag }) => tag.name),
    albums: albums.map(({ album }) => album),
    prompt,
    template,
    variables,
    version,
    batchId,
    parameters,
    extra,
    n,
    provider,
    attempt: { ...timed(attempt), costMicros: micros(attempt.costMicros) },
    calls: generation.attempts.map(timed),
    status,
    estimateMicros: micros(generation.estimateMicros),
    generationCostMicros: micros(generation.costMicros),
    costSource,
    startedAt: time(generation.startedAt),
    finishedAt: time(generation.finishedAt),
    siblings: generation.images
      .filter(({ trashedAt }) => isInTrash || !trashedAt)
      .map((sibling) => sibling.id),
    usedFor: await listUses(viewer, id),
    input: {
      modelId,
      provider,
      prompt,
      template,
      variables,
      parameters,
      extra,
      n,
      inputs: toInputs(viewer, generation.inputs),
      version,
    },
  })
}
