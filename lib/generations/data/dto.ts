import 'server-only'
import type { Viewer } from '#lib/auth/schema.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { inputSelection, toInputs } from '#lib/inputs/data/show.ts'
import { toUsedVersion, usedVersionSelection } from '#lib/prompts/data/visible.ts'
import { generationPolicy } from '../policy.ts'
import type { Generation } from '../schema.ts'
import { failureSchema, generationSchema, variablesSchema } from '../schema.ts'

/** What of its row a generation's DTO is made of. */
export const selection = {
  id: true,
  batchId: true,
  prompt: true,
  template: true,
  variables: true,
  modelId: true,
  provider: true,
  n: true,
  parameters: true,
  extra: true,
  authorId: true,
  author: { select: { user: { select: { name: true } } } },
  visibility: true,
  environment: true,
  status: true,
  failure: true,
  estimateMicros: true,
  costMicros: true,
  costSource: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  cancelRequestedAt: true,
  attempts: {
    orderBy: { number: 'asc' },
    where: { state: { not: 'abandoned' } },
    select: {
      number: true,
      upstream: true,
      state: true,
      httpStatus: true,
      upstreamRequestId: true,
      executedModel: true,
      provider: true,
      costMicros: true,
      sentAt: true,
      finishedAt: true,
    },
  },
  inputs: inputSelection,
  version: usedVersionSelection,
  images: {
    where: { trashedAt: null },
    orderBy: [{ attemptId: 'asc' }, { position: 'asc' }],
    select: {
      id: true,
      position: true,
      width: true,
      height: true,
      thumbhash: true,
      revisedPrompt: true,
      costMicros: true,
      file: { select: { mime: true, bytes: true } },
    },
  },
} as const satisfies Prisma.GenerationSelect

export type Row = Prisma.GenerationGetPayload<{ select: typeof selection }>

const micros = (value: bigint | null) => (value === null ? null : Number(value))
const time = (value: Date | null) => value?.toISOString() ?? null

export const unclearFailure = {
  code: 'upstream_error',
  message: '',
  missing: 0,
  retryAfterSeconds: null,
} as const

/** Field by field: what is not named here does not leave the server. */
export function toGeneration(viewer: Viewer, row: Row, positions: ReadonlyMap<string, number>): Generation {
  const { author, authorId, images, inputs, attempts, failure, ...kept } = row
  return generationSchema.parse({
    ...kept,
    author: { id: authorId, name: author.user.name },
    estimateMicros: micros(row.estimateMicros),
    costMicros: micros(row.costMicros),
    createdAt: time(row.createdAt),
    startedAt: time(row.startedAt),
    finishedAt: time(row.finishedAt),
    isStopped: row.cancelRequestedAt !== null,
    variables: variablesSchema.catch({}).parse(row.variables),
    failure: failureSchema.catch(unclearFailure).parse(failure),
    position: positions.get(row.id) ?? 1,
    inputs: toInputs(viewer, inputs),
    version: toUsedVersion(viewer, row.version),
    attempts: attempts.map((attempt) => ({
      ...attempt,
      costMicros: micros(attempt.costMicros),
      sentAt: time(attempt.sentAt),
      finishedAt: time(attempt.finishedAt),
    })),
    images: images.map(({ file, ...image }) => ({ ...image, ...file, costMicros: micros(image.costMicros) })),
    can: {
      cancel: generationPolicy.cancel(viewer, row),
      retry: generationPolicy.retry(viewer, row),
      remove: generationPolicy.remove(viewer, row),
      setVisibility: generationPolicy.setVisibility(viewer, row),
    },
  })
}
