import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { startStandin, type Standin, type StandinOptions } from './server.ts'

/** A small picture of the free-size model: quick to draw, $0.003. */
export const SMALL = { model: 'flux-schnell', prompt: 'a quiet test', size: '256x256' } as const

export interface Place {
  readonly standin: Standin
  /** The unchanged client, without its own retries. */
  readonly client: OpenAI
  /** Posts JSON to the image endpoint as any HTTP client would. */
  readonly generate: (
    body: object,
    options?: { headers?: Record<string, string>; query?: string },
  ) => Promise<Response>
  /** Reads a path of the API with the key. */
  readonly get: (path: string) => Promise<Response>
}

/** A running stand-in that ends with the test. */
export async function aStandin(options: StandinOptions = {}): Promise<Place> {
  const standin = await startStandin(options)
  onTestFinished(() => standin.close())
  return aPlace(standin)
}

/** The clients for a stand-in somebody else looks after. */
export function aPlace(standin: Standin): Place {
  const authorization = { authorization: `Bearer ${standin.apiKey}` }
  return {
    standin,
    client: new OpenAI({ apiKey: standin.apiKey, baseURL: standin.baseUrl, maxRetries: 0 }),
    generate: (body, { headers = {}, query = '' } = {}) =>
      fetch(`${standin.baseUrl}/images/generations${query}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', ...authorization, ...headers },
        body: JSON.stringify(body),
      }),
    get: (path) => fetch(`${standin.url}${path}`, { headers: authorization }),
  }
}

/** A folder that goes with the test. */
export function aDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'standin-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function aPicture(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#c86432' } })
    .png()
    .toBuffer()
}

/** The parts of an image answer that OpenAI's types do not know. */
export const imageAnswerSchema = z.object({
  id: z.string(),
  created: z.int(),
  size: z.string(),
  output_format: z.string(),
  data: z.array(
    z.object({
      url: z.string().optional(),
      b64_json: z.string().optional(),
      revised_prompt: z.string().optional(),
    }),
  ),
  metadata: z.object({
    model: z.string(),
    executed_model: z.string(),
    provider: z.string(),
    provider_name: z.string(),
    cost: z.number(),
    cost_currency: z.literal('USD'),
    attempts: z.array(z.object({ provider: z.string() })),
  }),
})

export const requestSchema = z.object({
  id: z.string(),
  status: z.string(),
  cost: z.number(),
  trace_id: z.string().nullable(),
  error_code: z.string().nullable(),
  model: z.string().nullable(),
})

export const requestListSchema = z.object({
  data: z.array(requestSchema),
  next_page_url: z.string().nullable(),
  previous_page_url: z.string().nullable(),
  summary: z.object({ total_cost: z.number(), total_count: z.int() }).optional(),
})

export const errorSchema = z.object({
  error: z.object({ message: z.string(), type: z.string(), code: z.string() }),
})

/** The newest entry of the request log. */
export async function newestRequest({ get }: Place): Promise<z.infer<typeof requestSchema>> {
  const { data } = requestListSchema.parse(await (await get('/v1/requests?limit=1')).json())
  const [newest] = data
  if (newest === undefined) throw new Error('The request log is empty')
  return newest
}

/** The pictures of a b64_json answer. */
export function picturesOf(answer: unknown): Buffer[] {
  return imageAnswerSchema.parse(answer).data.map(({ b64_json }) => Buffer.from(b64_json ?? '', 'base64'))
}

export async function availableDollars({ get }: Place): Promise<number> {
  const schema = z.object({ available: z.object({ amount: z.number() }) })
  return schema.parse(await (await get('/v1/balance')).json()).available.amount
}
