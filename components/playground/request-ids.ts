import { useState } from 'react'
import { v7 as uuid } from 'uuid'

/** The usual interval of a double click. */
export const doubleClickMs = 500

interface Sent {
  wish: string
  id: string
  at: number
  state: 'under way' | 'lost' | 'answered'
}

/** Whether a press at this time is the same as the one before, and has been sent. */
function isAgain({ state, at }: Sent, now: number, isOneAtATime: boolean): boolean {
  if (state === 'lost') return false
  return now - at < doubleClickMs || (isOneAtATime && state === 'under way')
}

/**
 * Which id a wish is sent under. The server makes one thing of one id, however often it is asked: so what is pressed
 * twice in a moment is one request, and so is what is pressed again because no answer came.
 */
export function makeRequestIds(now: () => number = Date.now, newId: () => string = uuid) {
  let last: Sent | null = null
  return {
    /**
     * The id to send this wish under; null where the same wish was sent just now, or, if only one may be under way,
     * is not answered yet.
     */
    begin(wish: string, { isOneAtATime = false } = {}): string | null {
      const before = last?.wish === wish ? last : null
      const at = now()
      if (before && isAgain(before, at, isOneAtATime)) {
        before.at = at
        return null
      }
      last = { wish, id: before?.state === 'lost' ? before.id : newId(), at, state: 'under way' }
      return last.id
    },
    /** What became of it: lost where nobody knows whether the server has it. */
    end(id: string, state: 'lost' | 'answered'): void {
      if (last?.id === id) last.state = state
    },
  }
}

/** The same, for as long as the part of the page lives. */
export const useRequestIds = () => useState(() => makeRequestIds())[0]
