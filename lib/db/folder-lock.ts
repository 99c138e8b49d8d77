import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { tryLock } from 'fs-native-extensions'

/**
 * Takes a folder for this process, or returns null when another has it. An operating-system lock: it dies with the
 * process, however that ends. (A pid file lies in containers; a lock that times out delays the start after a kill.)
 */
export function lockFolder(folder: string): { release(): void } | null {
  const file = openSync(join(folder, 'lock'), 'a+')
  if (tryLock(file)) return { release: () => closeSync(file) }
  closeSync(file)
  return null
}
