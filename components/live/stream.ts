import type { BatchNews } from '#lib/batches/schema.ts'
import type { Generation } from '#lib/generations/schema.ts'

/** What the server tells; it is believed, as its answers are. */
export type LiveEvent =
  | { type: 'generation'; data: Generation }
  /** It was deleted, or made private. */
  | { type: 'gone'; data: { id: string } }
  | { type: 'batch'; data: BatchNews }
  /** Something may have been missed. */
  | { type: 'resync'; data: unknown }

type Listener = (event: LiveEvent) => void

const types = ['generation', 'gone', 'batch', 'resync'] as const

function openStream(team: string, listener: Listener): () => void {
  const source = new EventSource(`/api/t/${team}/events`)
  for (const type of types) {
    source.addEventListener(type, (message: MessageEvent<string>) => {
      // Written by our own route as this type.
      // oxlint-disable-next-line typescript/no-unsafe-assignment
      const event: LiveEvent = { type, data: JSON.parse(message.data) }
      listener(event)
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
  channel.addEventListener('message', ({ data }: MessageEvent<LiveEvent>) => listener(data))
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
