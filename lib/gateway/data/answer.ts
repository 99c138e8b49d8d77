import 'server-only'
import { buffer } from 'node:stream/consumers'
import { fileLinkQuery } from '#lib/auth/file-links.ts'
import type { Caller } from '#lib/auth/schema.ts'
import type { Ended } from '#lib/generations/data.ts'
import { getImageBytes } from '#lib/images/data.ts'
import type { ImageCall } from '../schema.ts'

async function base64Of(caller: Caller, imageId: string): Promise<string> {
  const bytes = await getImageBytes(caller, imageId, 'original')
  return (await buffer(await bytes.read())).toString('base64')
}

/** The pictures: their bytes, or addresses that give them for an hour, on this server as the caller reached it. */
async function dataOf(caller: Caller, { images }: Ended, call: ImageCall, origin: string) {
  const filesUrl = `${origin}/openai/v1/files`
  const data: Record<string, string>[] = []
  for (const { id, revisedPrompt } of images) {
    const said = revisedPrompt === null ? {} : { revised_prompt: revisedPrompt }
    const picture =
      call.response_format === 'b64_json'
        ? { b64_json: await base64Of(caller, id) }
        : { url: `${filesUrl}/${id}?${fileLinkQuery(caller, id)}` }
    data.push({ ...picture, ...said })
  }
  return data
}

/** What made it. */
function sourceOf({ id, madeBy }: Ended) {
  const { provider = null, executedModel = null, upstreamRequestId = null } = madeBy ?? {}
  return { provider, executedModel, requestId: upstreamRequestId ?? id }
}

export type ImagesBody = Awaited<ReturnType<typeof imagesAnswer>>['body']

/** A generation that gave pictures, as the API answers it: its body, and what its headers say. */
export async function imagesAnswer(caller: Caller, ended: Ended, call: ImageCall, origin: string) {
  const { provider, executedModel, requestId } = sourceOf(ended)
  const { id, createdAt, modelId, costMicros } = ended
  const body = {
    id,
    created: Math.floor(createdAt.getTime() / 1_000),
    data: await dataOf(caller, ended, call, origin),
    metadata: {
      model: modelId,
      executed_model: executedModel,
      provider,
      cost: costMicros === null ? null : costMicros / 1_000_000,
      cost_currency: 'USD',
      attempts: [],
    },
  }
  const headers = {
    'x-lumenfall-request-id': requestId,
    ...(provider === null ? {} : { 'x-lumenfall-provider': provider }),
    ...(executedModel === null ? {} : { 'x-lumenfall-model': executedModel }),
  }
  return { kind: 'images' as const, body, headers, images: ended.images.map(({ id: image }) => image) }
}
