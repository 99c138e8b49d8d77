import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { env } from '#lib/env.ts'
import { authSecret } from './secret.ts'

// What must be had again, and is read by nobody else: AES-256-GCM, each with its own nonce of 96 bits (NIST SP
// 800-38D), under a key that has a name, so that keys can change.

export interface Sealed {
  /** With its tag of 16 bytes at the end. */
  ciphertext: Uint8Array<ArrayBuffer>
  iv: Uint8Array<ArrayBuffer>
  keyId: string
}

const algorithm = 'aes-256-gcm'
const tagBytes = 16

/** Of AUTH_SECRET, where ENCRYPTION_KEYS says nothing. */
const derivedId = 'auth-secret'

/** The keys by their names; the first seals, all open. */
function keys(): ReadonlyMap<string, Buffer> {
  const derived = Buffer.from(hkdfSync('sha256', authSecret(), '', 'atelier credentials', 32))
  return new Map([...env.ENCRYPTION_KEYS, [derivedId, derived] as const])
}

/** The name of the key that seals now. */
export function currentKeyId(): string {
  const [first = derivedId] = keys().keys()
  return first
}

/**
 * Seals a text. `context` says what it belongs to (the team, the column), and is sealed with it: a ciphertext that is
 * moved to another place opens nowhere.
 */
export function seal(text: string, context: string): Sealed {
  const keyId = currentKeyId()
  const key = keys().get(keyId)
  if (!key) throw new Error('There is no key to seal with.')
  const iv = new Uint8Array(randomBytes(12))
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(`${keyId}\n${context}`))
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { ciphertext: new Uint8Array(ciphertext), iv, keyId }
}

/** What was sealed for this context; null where it was not, was changed, or its key is not among ours. */
export function unseal({ ciphertext, iv, keyId }: Sealed, context: string): string | null {
  const key = keys().get(keyId)
  if (!key || ciphertext.length < tagBytes) return null
  try {
    const decipher = createDecipheriv(algorithm, key, iv)
      .setAAD(Buffer.from(`${keyId}\n${context}`))
      .setAuthTag(ciphertext.subarray(-tagBytes))
    return decipher.update(ciphertext.subarray(0, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}
