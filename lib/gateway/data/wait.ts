import 'server-only'
import type { Caller } from '#lib/auth/schema.ts'
import type { Ended } from '#lib/generations/data.ts'
import { findEnd } from '#lib/generations/data.ts'
import { follow } from '#lib/realtime/channel.ts'

/** News can be missed: it is looked at so often all the same. */
const lookEveryMs = 5_000

/** Rings when there may be news of how a generation ended. */
export interface Bell {
  /** From here on it rings for another one, which may have ended already. */
  about(id: string): void
  /** Resolves at the next ring, at once where it has rung since the last; after a while, or when `left` says so, too. */
  rung(left: AbortSignal): Promise<void>
  close(): void
}

/** Listens from before a generation is there, so that its end is never missed, and nothing need be looked at before. */
export function bellFor(caller: Caller, id: string): Bell {
  let wanted = id
  let isRung = false
  let wake = () => undefined as void
  const ring = () => {
    isRung = true
    wake()
  }
  const unfollow = follow({
    onMessage: (message) => {
      if (message.kind === 'queue' || message.teamId !== caller.teamId) return
      if (message.kind === 'generation' && message.isOpen) return
      if ('generationId' in message && message.generationId === wanted) ring()
    },
    onGap: ring,
  })
  return {
    about: (other) => {
      wanted = other
      isRung = true
    },
    rung: async (left) => {
      if (!isRung) await new Promise<void>((resolve) => ((wake = resolve), pause(lookEveryMs, left, resolve)))
      isRung = false
    },
    close: unfollow,
  }
}

/** The generation once it has ended; null where it is gone, or whoever asked has left. It goes on all the same. */
export async function whenEnded(
  caller: Caller,
  id: string,
  bell: Bell,
  left: AbortSignal,
): Promise<Ended | null> {
  while (!left.aborted) {
    await bell.rung(left)
    if (left.aborted) return null
    const end = await findEnd(caller, id)
    if (end !== 'open') return end
  }
  return null
}

function pause(ms: number, left: AbortSignal, resolve: () => void): void {
  const timer = setTimeout(done, ms)
  function done(): void {
    clearTimeout(timer)
    left.removeEventListener('abort', done)
    resolve()
  }
  left.addEventListener('abort', done)
}
