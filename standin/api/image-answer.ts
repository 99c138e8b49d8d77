import type { Call, JsonObject, Picture } from '../contract.ts'
import { bytesOf } from '../http/deliver.ts'
import { toDollars } from '../records/money.ts'
import type { State } from '../state.ts'
import { ApiError } from './errors.ts'
import { toDrawing, type ImageOrder } from './image-order.ts'
import type { Product, Work } from './paid-work.ts'

/**
 * Draws what was ordered and puts the documented answer together. What the safety filter takes is neither delivered nor
 * billed; throws CONTENT_POLICY_VIOLATION when it takes everything.
 */
export async function produceImages(
  order: ImageOrder,
  work: Work,
  { call, state, unitMicros }: { call: Call; state: State; unitMicros: number },
): Promise<Product> {
  const count = Math.max(0, order.parameters.n - work.terms.filtered)
  if (count === 0) throw new ApiError('CONTENT_POLICY_VIOLATION')
  const drawings = Array.from({ length: count }, (_, index) => toDrawing(order, work.entry.sequence, index))
  const drawn = await Promise.all(drawings.map((drawing) => state.studio.draw(drawing, state.settings)))
  const pictures = drawn.map((picture) => strikePicture(call, picture))
  const asUrls = work.terms.answerUrls || order.parameters.response_format === 'url'
  const media = asUrls ? pictures.map((picture) => state.media.host(picture, work.terms.mediaLifetimeMs)) : []
  const data = pictures.map((picture, index): JsonObject => ({
    ...(asUrls
      ? { url: `${state.url()}/media/${media[index]}` }
      : { b64_json: picture.bytes.toString('base64') }),
    ...revisedPrompt(order),
  }))
  const costMicros = unitMicros * count
  const json = toAnswerJson(order, work, { data, costMicros, created: Math.floor(state.now() / 1000) })
  const answer = { status: 200, headers: executionHeaders(work), json }
  return { answer, costMicros, images: count, responseBytes: bytesOf(answer).length, media }
}

/** The documented headers of an answer that a provider worked on. */
export function executionHeaders({
  execution,
  entry,
}: Pick<Work, 'execution' | 'entry'>): Record<string, string> {
  return {
    'x-lumenfall-provider': execution.provider,
    'x-lumenfall-model': execution.executedModel,
    'x-lumenfall-request-id': entry.id,
  }
}

function toAnswerJson(
  { size, parameters, resolved }: ImageOrder,
  { execution, entry }: Work,
  made: { data: JsonObject[]; costMicros: number; created: number },
): JsonObject {
  return {
    id: entry.id,
    created: made.created,
    size: `${size.width}x${size.height}`,
    output_format: parameters.output_format,
    data: made.data,
    metadata: {
      model: resolved.model.id,
      executed_model: execution.executedModel,
      provider: execution.provider,
      provider_name: execution.providerName,
      cost: toDollars(made.costMicros),
      cost_currency: 'USD',
      attempts: execution.attempts,
    },
  }
}

function strikePicture(call: Call, picture: Picture): Picture {
  return call.faults.reduce(
    (struck, { fault, argument }) => fault.picture?.(struck, argument) ?? struck,
    picture,
  )
}

function revisedPrompt({ resolved, prompt }: ImageOrder): JsonObject {
  return resolved.model.revisesPrompt === true && prompt !== ''
    ? { revised_prompt: `${prompt}, as a quiet layered landscape` }
    : {}
}
