import { z } from 'zod'
import { teamSlugSchema, tokenScopes } from '#lib/auth/schema.ts'

export const scopeSchema = z.enum(tokenScopes)

export const tokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  lastFour: z.string(),
  scopes: z.array(scopeSchema),
  corsOrigins: z.array(z.string()),
  owner: z.object({ id: z.uuid(), name: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  lastUsedAt: z.iso.datetime().nullable(),
})

export type Token = z.infer<typeof tokenSchema>

/** How long a token is good for, in days. */
export const lifetimes = [7, 30, 90, 365] as const

/** A page's origin, as a browser says it. */
const originSchema = z
  .string()
  .trim()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.origin === text,
    'Give origins such as https://app.example.com, without a path.',
  )

export const newTokenSchema = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1, 'Give the token a name.').max(80, 'This name is too long.'),
  scopes: z.array(scopeSchema).min(1, 'Choose what it is for.'),
  /** Null: until it is revoked. */
  days: z.union(lifetimes.map((days) => z.literal(days))).nullable(),
  corsOrigins: z.array(originSchema).max(20, 'Give at most 20 origins.').default([]),
})

export type NewToken = z.infer<typeof newTokenSchema>

export const makeTokenSchema = newTokenSchema.extend({ team: teamSlugSchema })
export const revokeTokenSchema = z.object({ team: teamSlugSchema, id: z.uuid() })
