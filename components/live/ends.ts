import type { QueryClient } from '@tanstack/react-query'
import type { Generation } from '#lib/generations/schema.ts'
import type { LiveEvent } from './stream.ts'

/** What takes longer than this is not waited for in front of the page. */
const longMs = 30_000
/** What ended before that is no news, whatever else changes about it. */
const newsMs = 5 * 60_000

export interface EndContext {
  team: string
  /** The id of who looks. */
  me: string
  client: QueryClient
  go: (path: string) => void
}

/** Of mine, by itself, over a moment ago, and long: with its time in the queue, but for another attempt's. */
function isLongWork({ author, batchId, createdAt, startedAt, finishedAt, attempts }: Generation, me: string) {
  if (author.id !== me || batchId !== null || finishedAt === null) return false
  const end = Date.parse(finishedAt)
  const start = Date.parse((attempts.length > 1 ? startedAt : null) ?? createdAt)
  return end - start > longMs && Date.now() - end < newsMs
}

/** Listens for the end of long work, and only then loads what tells of it. */
export function watchForEnds(context: EndContext): (event: LiveEvent) => void {
  const underWay = new Set<string>()
  return ({ type, data }) => {
    if (type === 'generation' && isLongWork(data, context.me))
      void import('#components/notify/announce.ts').then(({ announceGeneration }) =>
        announceGeneration(context, data),
      )
    if (type !== 'batch') return
    const isOpen = data.state === 'running' || data.state === 'paused'
    if (isOpen) underWay.add(data.id)
    else if (underWay.delete(data.id) && data.state === 'done')
      void import('#components/notify/announce.ts').then(({ announceBatch }) =>
        announceBatch(context, data.id, longMs),
      )
  }
}
