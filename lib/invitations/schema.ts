import { z } from 'zod'
import { emailSchema, teamSlugSchema } from '#lib/auth/schema.ts'
import { roleSchema } from '#lib/teams/schema/team.ts'

export const invitationIdSchema = z.uuid('This is not the id of an invitation.')

/** What an invitation can be asked to last, in days. */
export const invitationDays = [1, 7, 30] as const

/** An invitation by link, for one or for many; or by e-mail, for whoever reads that. */
export const invitationInputSchema = z.object({
  /** Chosen by the browser: the same one asked for twice is one. */
  id: invitationIdSchema,
  role: roleSchema,
  /** Whom it is for; null for whoever has the link. */
  email: emailSchema.nullable(),
  /** How many may use it; null for any number. */
  uses: z.number().int().min(1).max(1_000).nullable(),
  days: z.union(invitationDays.map((days) => z.literal(days))),
})

export type InvitationInput = z.infer<typeof invitationInputSchema>

/** An invitation that still lets somebody in, as those who manage members see it. */
export const invitationSchema = z.object({
  id: z.uuid(),
  role: roleSchema,
  email: z.string().nullable(),
  usesLeft: z.number().int().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Its address below this server's; only for whoever may give its role. */
  path: z.string(),
})

export type Invitation = z.infer<typeof invitationSchema>

/** What came of asking for one. `isSent`: null where no e-mail was meant to be sent. */
export const madeInvitationSchema = z.object({ path: z.string(), isSent: z.boolean().nullable() })
export type MadeInvitation = z.infer<typeof madeInvitationSchema>

export const inviteMemberSchema = invitationInputSchema.extend({ team: teamSlugSchema })
export const oneInvitationSchema = z.object({ team: teamSlugSchema, id: invitationIdSchema })
