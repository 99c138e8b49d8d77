import type { Deliver, Json, JsonObject } from '../contract.ts'
import { writePiece } from '../http/deliver.ts'
import { wait } from '../http/wait.ts'

interface Stream {
  readonly head: { readonly id: string; readonly created: number; readonly model: string }
  readonly reply: string
  /** Sent as a last chunk when the caller asked for it. */
  readonly usage: JsonObject | undefined
  /** What a whole answer takes; the words are spread over it. */
  readonly latencyMs: number
}

/** OpenAI's event stream: a chunk a word, then the finish, then `[DONE]`. */
export function deliverStream({ head, reply, usage, latencyMs }: Stream): Deliver {
  return async (response, answer, left) => {
    response.writeHead(200, { ...answer.headers, 'content-type': 'text/event-stream; charset=utf-8' })
    const chunk = (rest: Readonly<Record<string, Json>>) =>
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...rest })}\n\n`
    const delta = (content: JsonObject, finish: string | null = null) =>
      chunk({ choices: [{ index: 0, delta: content, finish_reason: finish }] })
    const words = reply.match(/\s*\S+/g) ?? []
    const events = [
      delta({ role: 'assistant', content: '' }),
      ...words.map((word) => delta({ content: word })),
      delta({}, 'stop'),
      ...(usage === undefined ? [] : [chunk({ choices: [], usage })]),
      'data: [DONE]\n\n',
    ]
    for (const event of events) {
      if (!(await writePiece(response, event, left))) return 'sent'
      try {
        await wait(latencyMs / events.length, left)
      } catch {
        // The client stopped reading; the answer is billed all the same.
        return 'sent'
      }
    }
    response.end()
    return 'sent'
  }
}
