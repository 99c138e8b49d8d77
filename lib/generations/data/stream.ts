import 'server-only'
import { viewerOf } from '#lib/auth/proof.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { log } from '#lib/log.ts'
import { follow } from '#lib/realtime/channel.ts'
import type { Message } from '#lib/realtime/schema.ts'
import { stopping } from '#lib/stopping.ts'
import { findGeneration } from './read.ts'

/** Keeps proxies from closing a silent stream. */
const heartbeatMs = 20_000
/** Changes in one moment are told once; and the worker that is just starting the call has the database first. */
const momentMs = 30
/** How long a proof made once is believed. */
const recheckMs = 5_000

/**
 * The team's generations as they change, as server-sent events: `generation` with its DTO, `resync` when something
 * may have been missed. Made for one viewer: what is not theirs to see is not in it, and it ends within seconds
 * when their session or membership does. Ends with the request, and when the server stops.
 */
export function streamGenerations(viewer: Viewer, gone: AbortSignal): ReadableStream<Uint8Array> {
  const ended = AbortSignal.any([gone, stopping.signal])
  const text = new TextEncoder()
  let proof = { viewer, madeAt: Date.now() }
  let close = () => undefined as void

  return new ReadableStream({
    start(controller) {
      const send = (lines: string) => {
        if (!ended.aborted) controller.enqueue(text.encode(`${lines}\n\n`))
      }
      const pending = new Set<string>()

      async function stillAllowed(): Promise<Viewer | null> {
        if (Date.now() - proof.madeAt < recheckMs) return proof.viewer
        const again = await viewerOf(proof.viewer.sessionId, proof.viewer.teamSlug)
        if (again) proof = { viewer: again, madeAt: Date.now() }
        return again
      }

      async function tell(generationId: string): Promise<void> {
        pending.delete(generationId)
        const current = await stillAllowed()
        if (!current) return close()
        const generation = await findGeneration(current, generationId)
        if (generation) send(`event: generation\ndata: ${JSON.stringify(generation)}`)
      }

      function onMessage(message: Message): void {
        if (message.kind !== 'generation' || message.teamId !== viewer.teamId) return
        const { generationId } = message
        if (pending.has(generationId)) return
        pending.add(generationId)
        setTimeout(() => {
          tell(generationId).catch((error: unknown) => {
            log.warn({ err: error }, 'an event could not be told')
            send('event: resync\ndata: {}')
          })
        }, momentMs)
      }

      const unfollow = follow({ onMessage, onGap: () => send('event: resync\ndata: {}') })
      const beat = setInterval(
        () => void stillAllowed().then((is) => (is ? send(': still here') : close())),
        heartbeatMs,
      )
      close = () => {
        unfollow()
        clearInterval(beat)
        ended.removeEventListener('abort', close)
        try {
          controller.close()
        } catch {
          // The reader was first.
        }
      }
      ended.addEventListener('abort', close)
      send('retry: 1000\nevent: resync\ndata: {}')
    },
    cancel: () => close(),
  })
}
