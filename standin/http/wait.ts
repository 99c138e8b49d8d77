import { setTimeout } from 'node:timers/promises'

/** Waits `ms`; rejects at once when the signal aborts. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return
  await setTimeout(ms, undefined, { signal })
}

/** Resolves when the signal aborts, at once when it has. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
