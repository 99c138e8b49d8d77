import { z } from 'zod'
import {
  newPasswordSchema,
  personNameSchema,
  providerIds,
  providerSchema,
  timeZoneSchema,
} from '#lib/auth/schema.ts'

export const accountSchema = z.object({ name: z.string(), email: z.string(), timeZone: z.string() })

export type Account = z.infer<typeof accountSchema>

export const profileSchema = z.object({ name: personNameSchema, timeZone: timeZoneSchema })

export type Profile = z.infer<typeof profileSchema>

export const passwordChangeSchema = z.object({
  currentPassword: z.string('Give your current password.').min(1, 'Give your current password.').max(200),
  newPassword: newPasswordSchema,
})

export type PasswordChange = z.infer<typeof passwordChangeSchema>

/** The first one of somebody who came by another way. */
export const passwordSetSchema = z.object({ newPassword: newPasswordSchema })

export type NewPassword = z.infer<typeof passwordSetSchema>

/** Somebody's own self elsewhere, which opens their account. */
export const connectedSchema = z.object({
  id: z.uuid(),
  provider: z.enum(providerIds),
  /** What they are called there. */
  label: z.string(),
  createdAt: z.iso.datetime(),
  /** This server asks that provider still: it is a way in. */
  isOpen: z.boolean(),
})

export type Connected = z.infer<typeof connectedSchema>

export const waysSchema = z.object({
  hasPassword: z.boolean(),
  identities: z.array(connectedSchema),
  /** What can be connected. */
  providers: z.array(providerSchema),
})

export type Ways = z.infer<typeof waysSchema>

export const disconnectSchema = z.object({ id: z.uuid() })

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
