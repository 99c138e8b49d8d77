import { z } from 'zod'

/** From least to most; each may do what those before it may. */
export const roles = ['guest', 'member', 'editor', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]

export const teamSlugSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/)

declare const proof: unique symbol

/** Someone who is signed in, proved from the database. Made only by auth/viewer.ts. */
export type Person = Readonly<{
  userId: string
  sessionId: string
  name: string
  isAdmin: boolean
  timeZone: string
}> & { readonly [proof]: 'Person' }

/** A member in a team, proved from the database. Made only by auth/viewer.ts. */
export type Viewer = Readonly<{
  userId: string
  sessionId: string
  name: string
  isAdmin: boolean
  timeZone: string
  teamId: string
  teamSlug: string
  teamName: string
  role: Role
  /** The models that their role is held to, by id; null for all. */
  models: readonly string[] | null
  /** The team's own key for the API, by its id; null where it uses the server's. */
  credentialId: string | null
  /** The token that a program came with, for its owner; null for who is here themselves. */
  tokenId: string | null
}> & { readonly [proof]: 'Viewer' }

/** What a program may do with a token. */
export const tokenScopes = ['models:read', 'images:create', 'history:read'] as const
export type TokenScope = (typeof tokenScopes)[number]

/** A program, proved by its token: its owner as they are now in the team, for what the token is for. */
export type Caller = Viewer &
  Readonly<{
    tokenId: string
    scopes: readonly TokenScope[]
    /** Pages that may call with it from a browser. */
    corsOrigins: readonly string[]
  }>

/** Somebody who has a link that opens, and gave its password if it has one. Made only by auth/visitor-proof.ts. */
export type Visitor = Readonly<{
  shareId: string
  teamId: string
  /** Whose link it is. */
  makerId: string
  version: number
  hasPassword: boolean
  showPrompts: boolean
  showParameters: boolean
  allowDownload: boolean
  allowRemix: boolean
  showStars: boolean
  showNames: boolean
}> & { readonly [proof]: 'Visitor' }

export function hasRole(viewer: Pick<Viewer, 'role'>, least: Role): boolean {
  return roles.indexOf(viewer.role) >= roles.indexOf(least)
}

export const emailSchema = z
  .string('Give your e-mail address.')
  .trim()
  .toLowerCase()
  .pipe(z.email('This is not an e-mail address.').max(254, 'This e-mail address is too long.'))

/** Long rather than complicated (NIST SP 800-63B): 10 to 200 characters, any. */
export const newPasswordSchema = z
  .string('Choose a password.')
  .min(10, 'Choose a password of at least 10 characters.')
  .max(200, 'Choose a password of at most 200 characters.')

export const personNameSchema = z
  .string('Give your name.')
  .trim()
  .min(1, 'Give your name.')
  .max(100, 'This name is too long.')

/** A zone by its name. An offset is none: PostgreSQL reads its sign the other way round. */
export function isTimeZone(name: string): boolean {
  try {
    return /^[a-z]/i.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

export const timeZoneSchema = z
  .string('Choose a time zone.')
  .max(64, 'There is no such time zone.')
  .refine(isTimeZone, 'There is no such time zone.')

export const teamNameSchema = z
  .string('Give the team a name.')
  .trim()
  .min(1, 'Give the team a name.')
  .max(80, 'This team name is too long.')

/** Where one may be led back to after signing in: a link's own remix page, which leads into the studio; an invitation. */
export const returnPathSchema = z
  .string()
  .regex(/^\/(s\/[\w-]{43}\/remix(\?image=\d{1,7})?|join\/[\w-]{43})$/)

export const signInSchema = z.object({
  email: emailSchema,
  password: z.string('Give your password.').min(1, 'Give your password.').max(200),
  next: returnPathSchema.optional(),
})

/** Somebody who is not here yet. */
export const newAccountSchema = z.object({
  name: personNameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  timeZone: z.string().max(64).default('UTC'),
})

export type NewAccount = z.infer<typeof newAccountSchema>

const secretSchema = z.string().max(200)

export const joinSchema = newAccountSchema.extend({ secret: secretSchema })
export const invitationSecretSchema = z.object({ secret: secretSchema })
export const forgottenSchema = z.object({ email: emailSchema })
export const choosePasswordSchema = z.object({ secret: secretSchema, password: newPasswordSchema })

export const setUpSchema = newAccountSchema.extend({
  teamName: teamNameSchema,
  /** Printed at the start, asked for when the server can be reached from other machines. */
  code: z.string().max(100).default(''),
})

export type SetUp = z.infer<typeof setUpSchema>

/** Who else may say who somebody is. */
export const providerIds = ['github', 'google', 'oidc'] as const
export type ProviderId = (typeof providerIds)[number]

/** One that this server is set up for. */
export const providerSchema = z.object({ id: z.enum(providerIds), name: z.string() })
export type Provider = z.infer<typeof providerSchema>

/** Why a round trip to a provider came to nothing. */
export const problems = [
  'cancelled',
  'failed',
  'stale',
  'too_many',
  'unknown',
  'known_address',
  'no_address',
  'unverified',
  'other_address',
  'invitation_over',
  'taken',
  'session_ended',
] as const
export type Problem = (typeof problems)[number]

/** What stands behind the `?` of the page that a round trip ends on. What cannot be read is as if it were not there. */
export const homecomingSchema = z.object({
  with: z.enum(providerIds).optional().catch(undefined),
  problem: z.enum(problems).optional().catch(undefined),
  connected: z.literal('yes').optional().catch(undefined),
})

/** Signing in elsewhere: from the sign-in page, or with an invitation. */
export const enterByProviderSchema = z.object({
  provider: z.enum(providerIds),
  next: returnPathSchema.optional(),
  timeZone: z.string().max(64).default('UTC'),
})

export const connectSchema = z.object({ provider: z.enum(providerIds), team: teamSlugSchema })
