import 'server-only'
import { viewerOf } from '#lib/auth/proof.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { log } from '#lib/log.ts'
import { follow } from '#lib/realtime/channel.ts'
import type { Message } from '#lib/realtime/schema.ts'
import { stopping } from '#lib/stopping.ts'
import { findGeneration, isTrashedFrom } from './read.ts'

/** Keeps proxies from closing a silent stream. */
const heartbeatMs = 20_000
/** Changes in one moment are told once; and the worker that is just starting the call has the database first. */
const momentMs = 30
/** How long a proof made once is believed. */
const recheckMs = 5_000

const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}`

/** What to say of a generation that changed: nothing of one that the viewer could not see before either. */
async function newsOf(viewer: Viewer, id: string, wasWithdrawn: boolean): Promise<string | null> {
  const generation = await findGeneration(viewer, id)
  if (generation) return event('generation', generation)
  return wasWithdrawn || (await isTrashedFrom(viewer, id)) ? event('gone', { id }) : null
}

/**
 * The team's generations as they change, as server-sent events: `generation` with its DTO; `gone` with `{ id }` when
 * one that the viewer could see is in the trash now, or somebody's own (restored or shown again, it comes as
 * `generation`); `resync` when something may have been missed. Made for one viewer: what is not theirs to see is not
 * in it, and it ends within seconds when their session or membership does. Ends with the request, and when the
 * server stops.
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
      /** By id: whether it was withdrawn from the team in this moment. */
      const pending = new Map<string, boolean>()

      async function stillAllowed(): Promise<Viewer | null> {
        if (Date.now() - proof.madeAt < recheckMs) return proof.viewer
        const again = await viewerOf(proof.viewer.sessionId, proof.viewer.teamSlug)
        if (again) proof = { viewer: again, madeAt: Date.now() }
        return again
      }

      async function tell(generationId: string): Promise<void> {
        const wasWithdrawn = pending.get(generationId) ?? false
        pending.delete(generationId)
        const current = await stillAllowed()
        if (!current) return close()
        const news = await newsOf(current, generationId, wasWithdrawn)
        if (news) send(news)
      }

      function onMessage(message: Message): void {
        if (message.kind === 'queue' || message.teamId !== viewer.teamId) return
        const { generationId, kind } = message
        const isTold = pending.has(generationId)
        pending.set(generationId, kind === 'withdrawn' || pending.get(generationId) === true)
        if (isTold) return
        setTimeout(() => {
          tell(generationId).catch((error: unknown) => {
            log.warn({ err: error }, 'an event could not be told')
            send(event('resync', {}))
          })
        }, momentMs)
      }

      const unfollow = follow({ onMessage, onGap: () => send(event('resync', {})) })
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
      send(`retry: 1000\n${event('resync', {})}`)
    },
    cancel: () => close(),
  })
}
