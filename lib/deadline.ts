/**
 * Runs `work` with a signal that aborts with a TimeoutError after `ms`. Once the work has ended nothing of it stays in
 * memory; `AbortSignal.timeout` would hold it, and the request that led to it, until its time is over.
 */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const expire = () =>
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  const timer = setTimeout(expire, ms)
  timer.unref()
  try {
    return await work(controller.signal)
  } finally {
    clearTimeout(timer)
  }
}
