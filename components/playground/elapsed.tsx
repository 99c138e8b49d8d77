'use client'

import { useSyncExternalStore } from 'react'
import { formatDuration } from '#lib/format.ts'

const tickMs = 200

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, tickMs)
  return () => clearInterval(timer)
}

/** To the tick, so that two reads in one render agree. */
const now = () => Math.floor(Date.now() / tickMs) * tickMs

/** The time since a moment, running. Hidden from screen readers, which would read every tick. */
export function Elapsed({ since }: { since: string }) {
  const current = useSyncExternalStore(subscribe, now, () => null)
  if (current === null) return null
  return <span aria-hidden="true">{formatDuration(Math.max(0, current - Date.parse(since)))}</span>
}
