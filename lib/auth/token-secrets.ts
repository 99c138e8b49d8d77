import { createHash, randomBytes } from 'node:crypto'

/** What a program lets itself in with: 256 bits, after what tells it from other keys. Shown once, and kept nowhere. */
export const newTokenSecret = (): string => `atelier_${randomBytes(32).toString('base64url')}`

export const isTokenSecret = (text: string): boolean => /^atelier_[\w-]{43}$/.test(text)

/** What is stored of it. 256 bits cannot be guessed, so that no slow hash is needed. */
export const hashTokenSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
