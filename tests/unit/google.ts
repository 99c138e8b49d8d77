import { geminiUpstream, type GeminiOptions } from '#lib/upstream/google/gemini.ts'
import { vertexKeySchema } from '#lib/upstream/google/schema.ts'
import { vertexUpstream, type VertexOptions } from '#lib/upstream/google/vertex.ts'
import type { DirectUpstream } from '#lib/upstream/port.ts'
import type { GeminiStandin, GoogleOptions, VertexStandin } from '#standin/google/server.ts'
import { aGemini, aVertex } from '#standin/google/testing.ts'

const maxAnswerBytes = 128 * 1024 * 1024

/** The adapter and the stand-in for the Gemini API that it calls, which ends with the test. */
export async function aGeminiUpstream(
  options: Partial<GeminiOptions> = {},
  standinOptions: GoogleOptions = {},
): Promise<{ upstream: DirectUpstream; standin: GeminiStandin }> {
  const standin = await aGemini(standinOptions)
  standin.control.change({ plain: true })
  const { url: baseUrl, apiKey } = standin
  return { standin, upstream: geminiUpstream({ baseUrl, apiKey, maxAnswerBytes, ...options }) }
}

/** What the adapter is told of a stand-in for Vertex AI. */
export const vertexOptionsOf = ({ account, url: baseUrl, tokenUrl }: VertexStandin): VertexOptions => ({
  account: vertexKeySchema.parse(account),
  location: 'us-central1',
  baseUrl,
  tokenUrl,
  maxAnswerBytes,
})

/** The same for Vertex AI. */
export async function aVertexUpstream(
  options: Partial<VertexOptions> = {},
  standinOptions: GoogleOptions = {},
): Promise<{ upstream: DirectUpstream; standin: VertexStandin }> {
  const standin = await aVertex(standinOptions)
  standin.control.change({ plain: true })
  return { standin, upstream: vertexUpstream({ ...vertexOptionsOf(standin), ...options }) }
}
