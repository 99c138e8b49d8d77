/**
 * Tells of a thing once in a moment (ms), however often it changes; what was flagged once in it, is. Of one thing one
 * telling runs after the other: what was read earlier never comes later than what was read after it. `tell` reads
 * when it is called, and does not throw.
 */
export function onceIn(momentMs: number, tell: (id: string, isFlagged: boolean) => Promise<void>) {
  const pending = new Map<string, boolean>()
  const running = new Map<string, Promise<void>>()

  async function tellInTurn(id: string, before: Promise<void> | undefined): Promise<void> {
    await before
    const wasFlagged = pending.get(id) ?? false
    pending.delete(id)
    await tell(id, wasFlagged)
  }

  return (id: string, isFlagged: boolean) => {
    const isTold = pending.has(id)
    pending.set(id, isFlagged || pending.get(id) === true)
    if (isTold) return
    setTimeout(() => {
      const telling = tellInTurn(id, running.get(id))
      running.set(id, telling)
      void telling.then(() => {
        if (running.get(id) === telling) running.delete(id)
      })
    }, momentMs)
  }
}
