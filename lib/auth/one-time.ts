import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { processWide } from '#lib/process-wide.ts'
import { authSecret } from './secret.ts'

/** The secret part of an invitation's or a reset's address: 256 bits, 43 characters. */
export const oneTimeSecretSchema = z.string().regex(/^[\w-]{43}$/)

/** What is stored of one. */
export const hashOneTime = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Of a reset: said once, and kept nowhere. */
export const newOneTimeSecret = (): string => randomBytes(32).toString('base64url')

const key = () =>
  processWide('invitation-key', () =>
    Buffer.from(hkdfSync('sha256', authSecret(), '', 'atelier invitations', 32)),
  )

/** Of an invitation: made of its id under the server's secret, so that it can be copied again, and is kept nowhere. */
export const invitationSecret = (id: string): string =>
  createHmac('sha256', key()).update(id).digest('base64url')

export const invitationPath = (secret: string): string => `/join/${secret}`
export const resetPath = (secret: string): string => `/reset/${secret}`
