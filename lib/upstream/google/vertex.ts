import type { DirectUpstream, Recorder } from '../port.ts'
import { toUpstreamError, TransportError } from '../transport.ts'
import { readPrediction } from './answers.ts'
import { predictBodyOf } from './body.ts'
import { fetchNothing, predict } from './predict.ts'
import type { VertexKey } from './schema.ts'
import { accessTokenOf, forgetAccessToken } from './service-account.ts'

export interface VertexOptions {
  account: VertexKey
  /** Parsed by `vertexLocationSchema`. */
  location: string
  /** `https://{location}-aiplatform.googleapis.com`, or a private endpoint, without a slash at the end. */
  baseUrl: string
  tokenUrl: string
  /** Of a generation's answer. */
  maxAnswerBytes: number
}

const name = 'vertex'
const checkMs = 15_000

/** Where a location is served: `global` has a host without a location before it. */
export const vertexHost = (baseUrl: string, location: string): string =>
  location === 'global'
    ? baseUrl.replace('{location}-', '').replace('{location}', location)
    : baseUrl.replace('{location}', location)

/**
 * Vertex AI (cloud.google.com/vertex-ai/generative-ai/docs/model-reference/imagen-api), with a team's service account in
 * its own project. `send` also throws UpstreamError `key_refused`: the account got no token, and nothing was sent.
 */
export function vertexUpstream(options: VertexOptions): DirectUpstream {
  const { account, location, tokenUrl, maxAnswerBytes } = options
  const host = vertexHost(options.baseUrl, location)
  const project = encodeURIComponent(account.project_id)
  const models = `${host}/v1/projects/${project}/locations/${location}/publishers/google/models`
  const place = {
    name,
    modelUrl: (modelId: string) => `${models}/${modelId}`,
    proof: async (signal: AbortSignal) => ({
      authorization: `Bearer ${await accessTokenOf(account, tokenUrl, signal)}`,
    }),
    maxAnswerBytes,
  } as const
  return {
    name,
    environment: 'live',
    send: (call, { signal, record }) =>
      predict(place, call, {
        signal,
        record: forgetting(record, () => forgetAccessToken(account, tokenUrl)),
      }),
    read: (head, body) => readPrediction(name, head, body),
    objection: (call) => predictBodyOf(name, call).objection,
    fetchMedia: fetchNothing,
    check: () => check(options),
  }
}

/** A token that is refused before its time (a key that was taken away, a clock that was set) is not kept. */
const forgetting =
  (record: Recorder, forget: () => void): Recorder =>
  (head) => {
    if (head.status === 401) forget()
    return record(head)
  }

/** Whether Google gives the account a token. What the account may do in its project, only a paid call tells. */
async function check({ account, tokenUrl }: VertexOptions): Promise<void> {
  // What was kept says nothing of the key now.
  forgetAccessToken(account, tokenUrl)
  try {
    await accessTokenOf(account, tokenUrl, AbortSignal.timeout(checkMs))
  } catch (error) {
    throw error instanceof TransportError ? toUpstreamError(error) : error
  }
}
