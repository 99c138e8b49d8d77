import 'server-only'
import type { Caller } from '#lib/auth/schema.ts'
import { findGeneration } from '#lib/generations/data.ts'
import type { Generation } from '#lib/generations/schema.ts'
import { follow } from '#lib/realtime/channel.ts'

/** News can be missed: it is looked at so often all the same. */
const lookEveryMs = 5_000

const isOpen = ({ status }: Generation) => status === 'queued' || status === 'running'

export type Ended = Exclude<Generation, { status: 'queued' | 'running' }>

/** The generation once it has ended; null where it is gone, or whoever asked has left. It goes on all the same. */
export async function whenEnded(caller: Caller, id: string, left: AbortSignal): Promise<Ended | null> {
  let ring = () => undefined as void
  const unfollow = follow({
    onMessage: (message) => {
      if ('generationId' in message && message.generationId === id) ring()
    },
    onGap: () => ring(),
  })
  try {
    while (!left.aborted) {
      const rung = new Promise<void>((resolve) => (ring = resolve))
      const generation = await findGeneration(caller, id)
      if (!generation) return null
      if (!isOpen(generation)) return asEnded(generation)
      await Promise.race([rung, pause(lookEveryMs, left)])
    }
    return null
  } finally {
    unfollow()
  }
}

function asEnded(generation: Generation): Ended | null {
  return generation.status === 'queued' || generation.status === 'running' ? null : generation
}

function pause(ms: number, left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      left.removeEventListener('abort', done)
      resolve()
    }
    left.addEventListener('abort', done)
  })
}
