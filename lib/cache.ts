import { setTimeout as wait } from 'node:timers/promises'
import { log } from '#lib/log.ts'

interface CacheOptions<T> {
  /** What this is, for the log. */
  name: string
  /** How long a value is given without asking again; a value may decide it. */
  freshMs: number | ((value: T) => number)
  /** How long a caller waits for a value that was never loaded. */
  patienceMs: number
  /** How long a failure is remembered, so that a dead source is not asked at every call. */
  retryMs: number
  /** How many keys are kept. */
  limit?: number
}

interface Entry<T> {
  value: T | undefined
  dueAt: number
}

/**
 * Keeps what `load` gave. An old value is given at once while a new one is fetched behind it; a failed refresh keeps
 * the old value. Gives undefined where there is none yet: the source failed, or is slower than `patienceMs`.
 */
export function cached<T>(load: (key: string) => Promise<T>, options: CacheOptions<T>) {
  const { name, freshMs, patienceMs, retryMs, limit = 500 } = options
  const entries = new Map<string, Entry<T>>()
  const loading = new Map<string, Promise<T | undefined>>()

  function keep(key: string, entry: Entry<T>): void {
    entries.delete(key)
    entries.set(key, entry)
    const [oldest] = entries.keys()
    if (entries.size > limit && oldest !== undefined) entries.delete(oldest)
  }

  async function refresh(key: string): Promise<T | undefined> {
    try {
      const value = await load(key)
      keep(key, { value, dueAt: Date.now() + (typeof freshMs === 'function' ? freshMs(value) : freshMs) })
      return value
    } catch (error) {
      log.warn({ err: error, key }, `${name} cannot be read`)
      const value = entries.get(key)?.value
      keep(key, { value, dueAt: Date.now() + retryMs })
      return value
    }
  }

  function refreshOnce(key: string): Promise<T | undefined> {
    const running = loading.get(key) ?? refresh(key).finally(() => loading.delete(key))
    loading.set(key, running)
    return running
  }

  return async (key: string): Promise<T | undefined> => {
    const entry = entries.get(key)
    if (entry && entry.dueAt > Date.now()) return entry.value
    const fresh = refreshOnce(key)
    if (entry?.value !== undefined) return entry.value
    return Promise.race([fresh, wait(patienceMs, undefined, { ref: false })])
  }
}
