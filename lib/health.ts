import { db } from '#lib/db/client.ts'
import { stopping } from '#lib/stopping.ts'

export async function isReady(): Promise<boolean> {
  if (stopping.signal.aborted) return false
  try {
    await db.$queryRaw`SELECT 1`
    return true
  } catch {
    return false
  }
}
