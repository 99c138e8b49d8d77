import type { z } from 'zod'
import { within } from '#lib/deadline.ts'
import { withoutSecrets } from '#lib/log.ts'
import type { AnswerHead } from '../port.ts'
import { UpstreamError } from '../port.ts'
import { parseJson } from '../reading.ts'
import { inMemory, toUpstreamError, TransportError } from '../transport.ts'
import { readAnswer } from './answers.ts'
import type { LumenfallConfig } from './client.ts'
import { callLumenfall } from './client.ts'

const usualLimits = { timeoutMs: 10_000, maxBytes: 8 * 1024 * 1024 }

interface RawAnswer {
  head: AnswerHead
  body: Buffer
}

interface Question {
  path: string
  query?: Record<string, string>
  /** Makes it a POST. */
  body?: object
  limits?: { timeoutMs: number; maxBytes: number }
}

async function answerTo(config: LumenfallConfig, question: Question): Promise<RawAnswer> {
  const memory = inMemory()
  const { limits: { timeoutMs, maxBytes } = usualLimits, ...call } = question
  const method = call.body ? 'post' : 'get'
  try {
    await within(timeoutMs, (signal) =>
      callLumenfall(config, { ...call, method }, { signal, maxBytes }, memory.record),
    )
    return memory.answer()
  } catch (error) {
    throw error instanceof TransportError ? toUpstreamError(error) : error
  }
}

function isError(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false
  return ['error', 'error_code'].some((name) => (Reflect.get(json, name) ?? null) !== null)
}

/**
 * Asks something, and returns the answer's JSON. At most 10 s and 8 MB where no limits are given; not retried here, for
 * whoever asks knows better when to ask again. Throws UpstreamError.
 */
export async function ask(config: LumenfallConfig, question: Question): Promise<unknown> {
  const { head, body } = await answerTo(config, question)
  const json = parseJson(body)
  if (head.status < 200 || head.status >= 300 || isError(json)) {
    const error = readAnswer(head, body)
    if (error.kind === 'images')
      throw new UpstreamError('unreadable_answer', `The upstream answered ${head.status}.`)
    // It may repeat the key that it refuses.
    throw new UpstreamError(error.failure, withoutSecrets(error.message))
  }
  if (json === undefined)
    throw new UpstreamError('unreadable_answer', 'The upstream answered something that is not JSON.')
  return json
}

/** The same, read by a schema. An answer that does not fit is an UpstreamError, too. */
export async function askFor<T>(
  config: LumenfallConfig,
  schema: z.ZodType<T>,
  question: Question,
): Promise<T> {
  const { data, error } = schema.safeParse(await ask(config, question))
  if (data !== undefined) return data
  const message = 'The upstream answered something else than was asked for.'
  throw new UpstreamError('unreadable_answer', message, { cause: error })
}
