import { log } from '#lib/log.ts'

/** A terminal sends one signal to the whole process group, and npm passes it on: both are one. */
const sameSignalMs = 500

/** Stops once, by `stop`; a second signal that comes later ends the process at once. */
export function onStopSignal(stop: () => Promise<boolean>): void {
  let stoppedAt: number | undefined
  async function onSignal(): Promise<void> {
    if (stoppedAt !== undefined) {
      if (Date.now() - stoppedAt > sameSignalMs) process.exit(130)
      return
    }
    stoppedAt = Date.now()
    try {
      process.exit((await stop()) ? 0 : 1)
    } catch (error) {
      log.error({ err: error }, 'stopping failed')
      process.exit(1)
    }
  }
  process.on('SIGTERM', () => void onSignal())
  process.on('SIGINT', () => void onSignal())
}
