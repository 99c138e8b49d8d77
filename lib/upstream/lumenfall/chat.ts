import type { ChatAnswer, ChatQuestion } from '../port.ts'
import { chatBody, toMicros } from './bodies.ts'
import type { LumenfallConfig } from './client.ts'
import { askFor } from './questions.ts'

/** As long as somebody waits for a few sentences. A chat answer of a megabyte is none. */
const limits = { timeoutMs: 30_000, maxBytes: 1024 * 1024 }

/** One call of a chat model. Throws UpstreamError. */
export async function chat(
  config: LumenfallConfig,
  { model, system, user }: ChatQuestion,
): Promise<ChatAnswer> {
  const messages = [
    { role: 'system', content: system },
    { role: 'user', content: user },
  ]
  const { choices, metadata, usage } = await askFor(config, chatBody, {
    path: '/chat/completions',
    body: { model, messages },
    limits,
  })
  return {
    text: choices[0]?.message.content ?? '',
    costMicros: toMicros(metadata.cost) ?? toMicros(usage.cost),
  }
}
