import 'server-only'
import { buffer } from 'node:stream/consumers'
import { fileLinkQuery } from '#lib/auth/file-links.ts'
import type { Caller } from '#lib/auth/schema.ts'
import { getImageBytes } from '#lib/images/data.ts'
import { answerFormsOf } from '../schema.ts'
import type { Asked } from './images.ts'
import type { Ended } from './wait.ts'

async function base64Of(caller: Caller, imageId: string): Promise<string> {
  const bytes = await getImageBytes(caller, imageId, 'original')
  return (await buffer(await bytes.read())).toString('base64')
}

/** The pictures: their bytes, or addresses that give them for an hour, on this server as the caller reached it. */
async function dataOf(caller: Caller, { images, modelId }: Ended, asked: Asked, origin: string) {
  const filesUrl = `${origin}/openai/v1/files`
  const forms = answerFormsOf(asked.call, modelId, asked.inputs.length > 0)
  const data: Record<string, string>[] = []
  for (const { id, revisedPrompt } of images) {
    const said = revisedPrompt === null ? {} : { revised_prompt: revisedPrompt }
    const url = forms.includes('url') && { url: `${filesUrl}/${id}?${fileLinkQuery(caller, id)}` }
    const bytes = forms.includes('b64_json') && { b64_json: await base64Of(caller, id) }
    data.push({ ...url, ...bytes, ...said })
  }
  return data
}

/** What the pictures are, where there is one. */
function madeAs({ images: [first] }: Ended) {
  if (!first) return {}
  return { size: `${first.width}x${first.height}`, output_format: first.mime.replace('image/', '') }
}

/** What made it: of the last attempt, whose pictures these are. */
function madeBy({ id, attempts }: Ended) {
  const { provider = null, executedModel = null, upstreamRequestId = null } = attempts.at(-1) ?? {}
  return { provider, executedModel, requestId: upstreamRequestId ?? id }
}

export type ImagesBody = Awaited<ReturnType<typeof imagesAnswer>>['body']

/** A generation that gave pictures, as the API answers it: its body, and what its headers say. */
export async function imagesAnswer(caller: Caller, ended: Ended, asked: Asked, origin: string) {
  const { provider, executedModel, requestId } = madeBy(ended)
  const { id, createdAt, modelId, costMicros } = ended
  const body = {
    id,
    created: Math.floor(Date.parse(createdAt) / 1_000),
    ...madeAs(ended),
    data: await dataOf(caller, ended, asked, origin),
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
