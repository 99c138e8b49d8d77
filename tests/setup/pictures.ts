import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Viewer } from '#lib/auth/schema.ts'
import { db } from '#lib/db/client.ts'
import type { GenerationStatus, Visibility } from '#lib/generations/schema.ts'

interface Wishes {
  prompt?: string
  images?: number
  visibility?: Visibility
  status?: GenerationStatus
  createdAt?: Date
  /** The library's version that it was made with. */
  version?: string
  environment?: 'standin' | 'live'
  /** Of each image. */
  costMicros?: bigint
}

/**
 * A generation that ended, as a worker would have left it, without calling anybody: for tests that look at pictures,
 * and not at how they were made. Its files have no bytes.
 */
export async function aFinishedGeneration(author: Viewer, wishes: Wishes = {}) {
  const { images = 1, prompt = 'A harbour at dusk', visibility = 'team', createdAt = new Date() } = wishes
  const { status = 'succeeded', version, environment = 'standin', costMicros = 30_000n } = wishes
  const { teamId, userId: authorId } = author
  const [id, attemptId] = [uuid(), uuid()]
  const shared = { teamId, modelId: 'imagen-3.0-generate-002', environment, createdAt } as const
  const asked = { authorId, visibility }
  await db.generation.create({
    data: {
      ...shared,
      ...asked,
      id,
      actor: `u:${authorId}`,
      requestKey: id,
      bodyHash: '',
      source: 'playground',
      mode: 'text-to-image',
      prompt,
      parameters: { aspect_ratio: '1:1' },
      n: Math.max(images, 1),
      ...(version === undefined ? {} : { promptVersionId: version }),
      recipeHash: '',
      status,
      estimateMicros: 30_000n,
      costMicros: 30_000n,
      costSource: 'answer',
      periodStart: createdAt,
      finishedAt: createdAt,
    },
  })
  const told = { upstreamRequestId: 'req_1', executedModel: 'vertex/imagen', provider: 'vertex' }
  await db.attempt.create({
    data: {
      ...told,
      id: attemptId,
      teamId,
      generationId: id,
      number: 1,
      upstream: 'lumenfall',
      traceId: randomBytes(16).toString('hex'),
      state: 'succeeded',
      leaseOwner: uuid(),
      leaseUntil: createdAt,
      sentAt: createdAt,
      finishedAt: createdAt,
      costMicros: 30_000n,
      pictures: images,
    },
  })
  const rows = Array.from({ length: images }, (_, position) => ({
    ...shared,
    ...asked,
    id: uuid(),
    generationId: id,
    attemptId,
    position,
    fileId: uuid(),
    width: 1024,
    height: 1024,
    costMicros,
  }))
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  await db.file.createMany({
    data: rows.map(({ fileId }) => ({
      id: fileId,
      teamId,
      sha256: sha256(fileId),
      bytes: 1,
      mime: 'image/png',
    })),
  })
  await db.image.createMany({ data: rows })
  return { id, imageIds: rows.map((row) => row.id) }
}
