import { createPrivateKey, sign } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { ServiceAccount } from './account.ts'
import {
  startGemini,
  startVertex,
  type GeminiStandin,
  type GoogleOptions,
  type VertexStandin,
} from './server.ts'

export const MODEL = 'imagen-3.0-generate-002'

/** A running stand-in for the Gemini API that ends with the test. */
export async function aGemini(options: GoogleOptions = {}): Promise<GeminiStandin> {
  const standin = await startGemini(options)
  onTestFinished(() => standin.close())
  return standin
}

/** The same for Vertex AI. */
export async function aVertex(options: GoogleOptions = {}): Promise<VertexStandin> {
  const standin = await startVertex(options)
  onTestFinished(() => standin.close())
  return standin
}

export const predictPath = ({ account }: VertexStandin, model = MODEL) =>
  `/v1/projects/${account.project_id}/locations/us-central1/publishers/google/models/${model}:predict`

export function post(
  url: string,
  body: unknown,
  headers: Record<string, string>,
  signal: AbortSignal | null = null,
): Promise<Response> {
  return fetch(url, {
    signal,
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/** `:predict` of the Gemini stand-in, as any HTTP client would call it. */
export const ask = (
  { url, apiKey }: GeminiStandin,
  prompt: string,
  parameters: object = {},
  { model = MODEL, signal }: { model?: string; signal?: AbortSignal } = {},
): Promise<Response> =>
  post(
    `${url}/v1beta/models/${model}:predict`,
    { instances: [{ prompt }], parameters: { sampleCount: 1, includeRaiReason: true, ...parameters } },
    { 'x-goog-api-key': apiKey },
    signal,
  )

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A signed assertion, as a client library makes it; `changes` to its claims. */
export function assertionOf(account: ServiceAccount, changes: object = {}, alg = 'RS256'): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: account.client_email,
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    aud: 'https://oauth2.googleapis.com/token',
    iat: now,
    exp: now + 3600,
    ...changes,
  }
  const signed = `${encode({ alg, typ: 'JWT' })}.${encode(claims)}`
  const signature = sign('RSA-SHA256', Buffer.from(signed), createPrivateKey(account.private_key))
  return `${signed}.${signature.toString('base64url')}`
}

export const askForToken = ({ tokenUrl }: VertexStandin, assertion: string): Promise<Response> =>
  fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion,
    }),
  })

const tokenSchema = z.object({
  access_token: z.string(),
  expires_in: z.int(),
  token_type: z.literal('Bearer'),
})

export async function aToken(vertex: VertexStandin): Promise<string> {
  const response = await askForToken(vertex, assertionOf(vertex.account))
  return tokenSchema.parse(await response.json()).access_token
}

export const predictionsSchema = z.strictObject({
  predictions: z.array(
    z.strictObject({
      bytesBase64Encoded: z.string().optional(),
      mimeType: z.string().optional(),
      prompt: z.string().optional(),
      raiFilteredReason: z.string().optional(),
      contentType: z.string().optional(),
      safetyAttributes: z.unknown().optional(),
    }),
  ),
})

export const googleErrorSchema = z.strictObject({
  error: z.strictObject({
    code: z.int(),
    message: z.string(),
    status: z.string(),
    details: z.array(z.looseObject({ '@type': z.string() })).optional(),
  }),
})
