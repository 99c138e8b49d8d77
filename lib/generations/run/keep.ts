import { keepOriginal } from '#lib/db/originals.ts'
import { within } from '#lib/deadline.ts'
import { log, withoutSecrets } from '#lib/log.ts'
import { inspectPicture } from '#lib/picture.ts'
import { release } from '#lib/release.ts'
import type { RecordedAnswer } from '#lib/storage/spool.ts'
import type { Answer, AnsweredImage } from '#lib/upstream/port.ts'
import type { Reader } from '#lib/upstream/upstream.ts'
import type { Attempt } from './attempt.ts'
import { readerOf } from './connect.ts'
import type { WorkerContext } from './context.ts'
import type { Outcome, StoredImage, Told } from './outcome.ts'
import { failureOf } from './outcome.ts'

const mediaTimeoutMs = 60_000
const rawErrorBytes = 4_096

const toldBy = (answer: Answer): Told => ({ ...answer.receipt, source: 'answer' })

/**
 * Reads a recorded answer and puts its pictures in the storage. The same answer gives the same outcome, however
 * often it is read. Throws when the storage or the database cannot take it now; then it can be called again.
 */
export async function keepAnswer(
  ctx: WorkerContext,
  attempt: Attempt,
  recorded: RecordedAnswer,
): Promise<Outcome> {
  const upstream = await readerOf(ctx, attempt)
  const answer = upstream.read(recorded.head, recorded.body)
  const told = toldBy(answer)
  if (answer.kind === 'images') return keepImages(ctx, upstream, attempt, answer.images, told)
  const failure = failureOf(answer.failure, answer.message, attempt.n)
  // Cleaned with a margin, for a secret that is cut in two is not recognised.
  const beginning = recorded.body.subarray(0, 2 * rawErrorBytes).toString('utf8')
  const rawError = withoutSecrets(beginning).slice(0, rawErrorBytes)
  if (answer.kind !== 'unknown') {
    return {
      kind: answer.kind,
      failure: { ...failure, retryAfterSeconds: answer.retryAfterSeconds },
      told,
      rawError,
    }
  }
  // It names its price, and holds nothing that could be kept.
  if (told.costMicros) return { kind: 'lost', failure, told }
  return { kind: 'unknown', failure, told, rawError }
}

async function keepImages(
  ctx: WorkerContext,
  upstream: Reader,
  attempt: Attempt,
  answered: AnsweredImage[],
  told: Told,
): Promise<Outcome> {
  if (answered.length === 0) {
    // Nothing, for nothing: the provider filtered all of it. Nothing, and no word of the price: the log knows.
    const failure = failureOf('filtered', '', attempt.n)
    if (told.costMicros === 0) return { kind: 'refused', failure, told, rawError: null }
    return told.costMicros === null
      ? { kind: 'unknown', failure, told, rawError: null }
      : { kind: 'lost', failure, told }
  }
  const images: StoredImage[] = []
  let problem: string | null = null
  for (const image of answered) {
    const kept = await keepImage(ctx, upstream, attempt, image)
    if (typeof kept === 'string') problem ??= kept
    else images.push(kept)
  }
  return { kind: 'images', images, delivered: answered.length, problem, told }
}

/** The stored image, or a sentence that says why there is none. */
async function keepImage(
  ctx: WorkerContext,
  upstream: Reader,
  attempt: Attempt,
  image: AnsweredImage,
): Promise<StoredImage | string> {
  const bytes = await bytesOf(upstream, image)
  if (typeof bytes === 'string') return bytes
  const picture = await inspectPicture(bytes, ctx.maxPixels)
  if ('problem' in picture) return picture.problem
  const { id: fileId } = await keepOriginal(ctx.storage, attempt.teamId, bytes, picture.mime)
  release(bytes)
  return { fileId, width: picture.width, height: picture.height, revisedPrompt: image.revisedPrompt }
}

async function bytesOf(upstream: Reader, image: AnsweredImage): Promise<Buffer | string> {
  if (image.kind === 'bytes') return image.bytes
  if (image.kind === 'unreadable') return 'The picture was not delivered in readable form.'
  try {
    return await within(mediaTimeoutMs, (signal) => upstream.fetchMedia(image.url, signal))
  } catch (error) {
    log.warn({ err: error }, 'a picture that the upstream hosts cannot be fetched')
    return 'The picture was delivered as an address, and could not be fetched from there.'
  }
}
