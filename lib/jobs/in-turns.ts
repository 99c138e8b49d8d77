import { setTimeout as wait } from 'node:timers/promises'

/** Longer than this nobody needs to be let past. */
const longestRestMs = 250

/**
 * Does a long work in steps, until one says that there is no more, or `until` (Unix milliseconds) has passed; true where
 * there is more. Between two steps it rests as long as the last one took: the embedded database answers within this
 * process, and steps that follow one another without a rest would keep it from everybody else.
 */
export async function inTurns(
  step: () => Promise<boolean>,
  until = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  for (;;) {
    const startedAt = performance.now()
    if (!(await step())) return false
    if (Date.now() > until) return true
    await wait(Math.min(longestRestMs, performance.now() - startedAt))
  }
}
