import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import { z } from 'zod'
import { pictureOf } from './pictures.ts'

export interface Door {
  /** Under which `/images/generations` is. */
  baseUrl: string
  headers: Record<string, string>
  /** In which form it is asked for pictures of this kind. */
  formOf(kind: string): 'url' | 'b64_json'
}

interface Answered {
  prompt: string
  ms: number
  body: Buffer
}

export interface Load {
  times: number[]
  /** From the first request to the last answer. */
  seconds: number
  errors: string[]
  /** Of every tenth request. */
  sample: Answered[]
}

const model = 'imagen-3.0-generate-002'
let asked = 0

interface Shape {
  kind: 'tiny' | 'large' | 'slow'
  count: number
  /** So many at once, each lane one after the other; or all of them, begun within a second. */
  lanes: number | 'burst'
}

/** Asks a door for pictures, over connections that are kept. */
export async function load(door: Door, { kind, count, lanes }: Shape): Promise<Load> {
  const { origin, pathname } = new URL(door.baseUrl)
  const pool = new Pool(origin, { connections: lanes === 'burst' ? count : lanes, headersTimeout: 60_000 })
  const result: Load = { times: [], seconds: 0, errors: [], sample: [] }

  async function one(index: number): Promise<void> {
    const prompt = `${kind} ${++asked}`
    const body = JSON.stringify({ model, prompt, n: 1, response_format: door.formOf(kind) })
    const startedAt = performance.now()
    try {
      const path = `${pathname}/images/generations`
      const headers = { 'content-type': 'application/json', ...door.headers }
      const answer = await pool.request({ path, method: 'POST', headers, body })
      const bytes = Buffer.from(await answer.body.arrayBuffer())
      const ms = performance.now() - startedAt
      if (answer.statusCode === 200) result.times.push(ms)
      else result.errors.push(`${answer.statusCode} ${bytes.toString('utf8').slice(0, 200)}`)
      if (answer.statusCode === 200 && index % 10 === 0) result.sample.push({ prompt, ms, body: bytes })
    } catch (error) {
      result.errors.push(error instanceof Error ? error.message : 'no reason given')
    }
  }

  const startedAt = performance.now()
  if (lanes === 'burst') {
    const each = (index: number) => wait((index * 1_000) / count).then(() => one(index))
    await Promise.all(Array.from({ length: count }, (_, index) => each(index)))
  } else {
    let next = 0
    const lane = async () => {
      while (next < count) await one(next++)
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }
  result.seconds = (performance.now() - startedAt) / 1_000
  await pool.close()
  return result
}

const answerSchema = z.object({
  data: z.tuple([z.object({ b64_json: z.string().optional(), url: z.string().optional() })]),
})

/** Whether an answer is the picture that was asked for; of a foreign address, only that it is one. */
async function isRight({ prompt, body }: Answered, origin: string): Promise<boolean> {
  const [{ b64_json: encoded, url }] = answerSchema.parse(JSON.parse(body.toString('utf8'))).data
  if (encoded === undefined && url !== undefined && !url.startsWith(origin)) return url.endsWith('.png')
  const bytes =
    encoded === undefined
      ? Buffer.from(await (await fetch(String(url))).arrayBuffer())
      : Buffer.from(encoded, 'base64')
  return createHash('sha256').update(bytes).digest('hex') === pictureOf(prompt).hashOf(prompt)
}

/** Throws when one of the answers that were kept is wrong. */
export async function checkSample({ sample }: Load, { baseUrl }: Door): Promise<void> {
  for (const answered of sample) {
    if (!(await isRight(answered, new URL(baseUrl).origin)))
      throw new Error(
        `${answered.prompt} was answered with something else: ${answered.body.toString().slice(0, 200)}`,
      )
  }
}
