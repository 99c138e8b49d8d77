import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { processWide } from '#lib/process-wide.ts'
import { authSecret } from './secret.ts'

/** A key of its own for each purpose, from the server's secret: what one tells says nothing of another. */
const keyFor = (purpose: string): Buffer =>
  processWide(`share-key ${purpose}`, () =>
    Buffer.from(hkdfSync('sha256', authSecret(), '', `atelier ${purpose}`, 32)),
  )

const seal = (purpose: string, text: string) =>
  createHmac('sha256', keyFor(purpose)).update(text).digest('base64url')

/**
 * The secret part of a link's address: 256 bits, 43 characters. Made of the id and the version alone, so it can be said
 * again, and is kept nowhere.
 */
export const shareToken = (id: string, version: number): string => seal('share links', `${id}.${version}`)

/** What is stored of it. */
export const hashShareToken = (token: string): string => createHash('sha256').update(token).digest('hex')

interface LockedWith {
  shareId: string
  version: number
  passwordHash: string
}

/** What a browser keeps once it gave the password: worth nothing for another link, version or password. */
export const shareKey = ({ shareId, version, passwordHash }: LockedWith): string =>
  seal('share passwords', `${shareId}.${version}.${passwordHash}`)

export function isShareKey(share: LockedWith, key: string | null): boolean {
  const [right, given] = [Buffer.from(shareKey(share)), Buffer.from(key ?? '')]
  return right.length === given.length && timingSafeEqual(right, given)
}

/** An entity tag for bytes of a link: says whether they are the same, and nothing about what they are made from. */
export const shareTag = (...parts: readonly (string | number)[]): string =>
  `"${seal('share bytes', parts.join(' ')).slice(0, 24)}"`
