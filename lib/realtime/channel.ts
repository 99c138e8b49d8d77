import { EventEmitter } from 'node:events'
import { database } from '#lib/db/client.ts'
import { log } from '#lib/log.ts'
import { processWide } from '#lib/process-wide.ts'
import type { Message } from './schema.ts'
import { messageSchema } from './schema.ts'

/** The one NOTIFY channel. Messages are sent by `pg_notify` inside the statement that changes something. */
export const channel = 'atelier'

interface Events {
  message: [Message]
  gap: []
}

const hub = processWide('realtime', () => new EventEmitter<Events>().setMaxListeners(0))

/** Follows the channel for this process; the returned function ends it. */
export async function startRealtime(): Promise<() => Promise<void>> {
  return database().listen(channel, {
    onMessage: (payload) => {
      const message = messageSchema.safeParse(parse(payload))
      if (message.success) hub.emit('message', message.data)
      else log.warn({ payload: payload.slice(0, 200) }, 'a message of another version was ignored')
    },
    onGap: () => hub.emit('gap'),
  })
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

interface Follower {
  onMessage(message: Message): void
  /** Messages may have been missed. */
  onGap(): void
}

/** Hears every message that reaches this process, until the returned function is called. */
export function follow(follower: Follower): () => void {
  const onMessage = follower.onMessage.bind(follower)
  const onGap = follower.onGap.bind(follower)
  hub.on('message', onMessage)
  hub.on('gap', onGap)
  return () => {
    hub.off('message', onMessage)
    hub.off('gap', onGap)
  }
}
