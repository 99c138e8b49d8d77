import { z } from 'zod'
import { generationSchema } from '#lib/generations/schema.ts'

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('generation'), data: generationSchema }),
  /** It was deleted, or made private. */
  z.object({ type: z.literal('gone'), data: z.object({ id: z.string() }) }),
  /** Something may have been missed. */
  z.object({ type: z.literal('resync'), data: z.unknown() }),
])

export type LiveEvent = z.infer<typeof eventSchema>
type Listener = (event: LiveEvent) => void

const types = ['generation', 'gone', 'resync'] as const

function parse(type: string, text: string): LiveEvent | null {
  try {
    const data: unknown = JSON.parse(text)
    return eventSchema.safeParse({ type, data }).data ?? null
  } catch {
    return null
  }
}

function openStream(team: string, listener: Listener): () => void {
  const source = new EventSource(`/api/t/${team}/events`)
  for (const type of types) {
    source.addEventListener(type, (message: MessageEvent<string>) => {
      const event = parse(type, message.data)
      if (event) listener(event)
    })
  }
  return () => source.close()
}

/**
 * One stream for all tabs of a browser, which allows only six connections to a server: the tab that holds the lock
 * listens, and tells the others. Where there are no locks (plain http in a network) each tab listens for itself.
 */
export function listen(team: string, listener: Listener): () => void {
  // The types promise `locks`; an insecure page has none.
  if (!('locks' in navigator)) return openStream(team, listener)
  const name = `atelier.events.${team}`
  const channel = new BroadcastChannel(name)
  const ended = new AbortController()
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const event = eventSchema.safeParse(data).data
    if (event) listener(event)
  })
  const lead = () =>
    new Promise<void>((resolve) => {
      const close = openStream(team, (event) => {
        channel.postMessage(event)
        listener(event)
      })
      ended.signal.addEventListener('abort', () => {
        close()
        resolve()
      })
    })
  navigator.locks.request(name, { signal: ended.signal }, lead).catch(() => undefined)
  return () => {
    ended.abort()
    channel.close()
  }
}
