import { isAppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { toPng } from '#lib/picture.ts'
import { originalKey } from '#lib/storage/port.ts'
import type { CallInput, GenerationCall } from '#lib/upstream/port.ts'
import type { Attempt } from './attempt.ts'
import type { WorkerContext } from './context.ts'

/** What the API documents for pictures that come in, but for GIF: what becomes of its frames it does not say. */
const taken = ['image/png', 'image/jpeg', 'image/webp']

/**
 * What an attempt sends, with the bytes of the pictures that it starts from; null when one of them is not in the
 * storage, or can never be read. The same attempt gives the same call. Throws when the storage cannot be read now.
 */
export async function requestOf(ctx: WorkerContext, attempt: Attempt): Promise<GenerationCall | null> {
  const { modelId, pinnedProvider: provider, prompt, n, parameters, traceId } = attempt
  const inputs: CallInput[] = []
  for (const given of attempt.inputs) {
    const input = await readInput(ctx, attempt.teamId, given)
    if (!input) return null
    inputs.push(input)
  }
  return { modelId, provider, prompt, n, parameters, traceId, inputs }
}

async function readInput(
  { storage, maxPixels }: WorkerContext,
  teamId: string,
  { role, sha256, mime }: Attempt['inputs'][number],
): Promise<CallInput | null> {
  const original = await storage.readAll(originalKey(teamId, sha256)).catch(nothingWhereGone)
  if (!original || taken.includes(mime)) return original && { role, mime, bytes: original }
  const bytes = await toPng(original, maxPixels).catch((error: unknown) => {
    log.warn({ err: error, teamId, sha256 }, 'a picture to start from cannot be decoded')
    return null
  })
  return bytes && { role, mime: 'image/png', bytes }
}

function nothingWhereGone(error: unknown): null {
  if (isAppError(error) && error.code === 'not_found') return null
  throw error
}
