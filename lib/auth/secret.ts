import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from '#lib/env.ts'
import { processWide } from '#lib/process-wide.ts'

const isMissing = (error: unknown) => error instanceof Error && Reflect.get(error, 'code') === 'ENOENT'

/**
 * The server's secret: AUTH_SECRET, or one that is made at the first start and kept in DATA_DIR. Several servers on
 * one database need the same, so they need AUTH_SECRET.
 */
export function authSecret(): string {
  return processWide('auth-secret', () => env.AUTH_SECRET ?? secretOf(env.DATA_DIR))
}

function secretOf(dataDir: string): string {
  const path = join(dataDir, 'auth-secret')
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  const secret = randomBytes(32).toString('base64url')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(path, secret, { mode: 0o600, flag: 'wx' })
  return secret
}
