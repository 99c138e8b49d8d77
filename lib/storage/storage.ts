import { join } from 'node:path'
import { env } from '#lib/env.ts'
import { fileStorage } from './files.ts'
import type { Storage } from './port.ts'

let current: Storage | undefined

/** Where this server keeps its pictures. */
export function storage(): Storage {
  current ??= fileStorage(join(env.DATA_DIR, 'files'))
  return current
}
