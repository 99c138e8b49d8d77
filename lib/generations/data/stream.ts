import 'server-only'
import { findBatchNews } from '#lib/batches/data/read.ts'
import { viewerOf } from '#lib/auth/proof.ts'
import type { Viewer } from '#lib/auth/schema.ts'
import { log } from '#lib/log.ts'
import { follow } from '#lib/realtime/channel.ts'
import { onceIn } from '#lib/realtime/once-in.ts'
import type { Message } from '#lib/realtime/schema.ts'
import { stopping } from '#lib/stopping.ts'
import { findGeneration, isTrashedFrom } from './read.ts'

/** Keeps proxies from closing a silent stream. */
const heartbeatMs = 20_000
/** Changes in one moment are told once; and the worker that is just starting the call has the database first. */
const momentMs = 30
/** A batch of a thousand is told of four times a second, and not a thousand times. */
const batchMomentMs = 250
/** What changes very many images tells of it chunk by chunk. */
const manyMomentMs = 1_000
/** How long a proof made once is believed. */
const recheckMs = 5_000

const event = (name: string, data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}`

/** What to say of a generation that changed: nothing of one that the viewer could not see before either. */
async function generationNewsOf(viewer: Viewer, id: string, wasWithdrawn: boolean): Promise<string | null> {
  const generation = await findGeneration(viewer, id)
  if (generation) return event('generation', generation)
  return wasWithdrawn || (await isTrashedFrom(viewer, id)) ? event('gone', { id }) : null
}

/** What to say of a batch: its counts and its state, with nothing about what cannot be seen. */
async function batchNewsOf(viewer: Viewer, id: string, readAgain: boolean): Promise<string | null> {
  const news = await findBatchNews(viewer, id, readAgain)
  return news && event('batch', news)
}

/** Many images changed: what is shown is read again. */
const manyNews = async () => event('resync', {})

/**
 * The team's generations as they change, as server-sent events: `generation` with its DTO; `gone` with `{ id }` when
 * one that the viewer could see is in the trash now, or somebody's own (restored or shown again, it comes as
 * `generation`); `resync` when something may have been missed.
 *
 * A generation of a batch is told of like any other, and its batch as `batch`, with its state, counts and cost
 * (`batchNewsSchema`): at most four times a second each, whatever happens in it. What changes many generations in one
 * step (a batch is made, cancelled, tried again) is told as `batch` alone, with `readAgain`; what changes many images, as
 * `resync` once a second.
 *
 * Made for one viewer: what is not theirs to see is not in it, and it ends within seconds when their session or
 * membership does. Ends with the request, and when the server stops.
 */
export function streamGenerations(viewer: Viewer, gone: AbortSignal): ReadableStream<Uint8Array> {
  const ended = AbortSignal.any([gone, stopping.signal])
  const text = new TextEncoder()
  let proof = { viewer, madeAt: Date.now() }
  let isOpen = true
  let close = () => undefined as void

  return new ReadableStream({
    start(controller) {
      const send = (lines: string) => {
        if (isOpen && !ended.aborted) controller.enqueue(text.encode(`${lines}\n\n`))
      }
      async function stillAllowed(): Promise<Viewer | null> {
        if (Date.now() - proof.madeAt < recheckMs) return proof.viewer
        const again = await viewerOf(proof.viewer.sessionId, proof.viewer.teamSlug)
        if (again) proof = { viewer: again, madeAt: Date.now() }
        return again
      }

      type News = (viewer: Viewer, id: string, isFlagged: boolean) => Promise<string | null>
      const tell = (newsOf: News) => async (id: string, isFlagged: boolean) => {
        try {
          const current = await stillAllowed()
          if (!current) return close()
          const news = await newsOf(current, id, isFlagged)
          if (news) send(news)
        } catch (error) {
          log.warn({ err: error }, 'an event could not be told')
          send(event('resync', {}))
        }
      }
      const noteGeneration = onceIn(momentMs, tell(generationNewsOf))
      const noteBatch = onceIn(batchMomentMs, tell(batchNewsOf))
      const noteMany = onceIn(manyMomentMs, tell(manyNews))

      function onMessage(message: Message): void {
        if (message.kind === 'queue' || message.teamId !== viewer.teamId) return
        if (message.kind === 'images') return noteMany(message.teamId, false)
        if (message.kind !== 'batch') noteGeneration(message.generationId, message.kind === 'withdrawn')
        if (message.kind !== 'withdrawn' && message.batchId !== null)
          noteBatch(message.batchId, message.kind === 'batch')
      }

      const unfollow = follow({ onMessage, onGap: () => send(event('resync', {})) })
      const beat = setInterval(
        () => void stillAllowed().then((is) => (is ? send(': still here') : close())),
        heartbeatMs,
      )
      close = () => {
        isOpen = false
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
