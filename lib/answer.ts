import { AsyncLocalStorage } from 'node:async_hooks'
import { processWide } from '#lib/process-wide.ts'

/**
 * What code deep inside wants said by the HTTP answer, where Next gives it no way to: a server action chooses neither
 * its status nor its headers. The server around Next opens one for each request, and obeys when the headers go out.
 */
export interface Answer {
  /** Becomes 429 and `Retry-After`. */
  retryAfterSeconds?: number
  /** Becomes `Clear-Site-Data`: the browser forgets what it kept, and loads the next page anew. */
  forgetsBrowser?: boolean
}

export const answerContext = processWide('answer', () => new AsyncLocalStorage<Answer>())

/** Says on the answer under way that it was too much, and when to come again. */
export function sayRetryAfter(seconds: number): void {
  const answer = answerContext.getStore()
  if (answer) answer.retryAfterSeconds = seconds
}

/** Makes the browser forget its storage, its cache and what this page remembers. */
export function forgetBrowser(): void {
  const answer = answerContext.getStore()
  if (answer) answer.forgetsBrowser = true
}
