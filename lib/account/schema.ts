import { z } from 'zod'
import { newPasswordSchema, personNameSchema, timeZoneSchema } from '#lib/auth/schema.ts'

export const accountSchema = z.object({ name: z.string(), email: z.string(), timeZone: z.string() })

export type Account = z.infer<typeof accountSchema>

export const profileSchema = z.object({ name: personNameSchema, timeZone: timeZoneSchema })

export type Profile = z.infer<typeof profileSchema>

export const passwordChangeSchema = z.object({
  currentPassword: z.string('Give your current password.').min(1, 'Give your current password.').max(200),
  newPassword: newPasswordSchema,
})

export type PasswordChange = z.infer<typeof passwordChangeSchema>

/** A browser that is signed in. */
export const sessionSchema = z.object({
  id: z.uuid(),
  /** "Chrome on macOS". */
  device: z.string(),
  address: z.string(),
  createdAt: z.iso.datetime(),
  /** To five minutes. */
  lastSeenAt: z.iso.datetime(),
  isCurrent: z.boolean(),
})

export type Session = z.infer<typeof sessionSchema>

export const endSessionSchema = z.object({ id: z.uuid() })
