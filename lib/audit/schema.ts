import { z } from 'zod'
import { timeZoneSchema } from '#lib/auth/schema.ts'
import { jsonSchema } from '#lib/models/schema/values.ts'

/** What can have been done, by what it is about. */
export const auditKinds = {
  members: [
    'member.join',
    'member.role',
    'member.leave',
    'member.remove',
    'invitation.create',
    'invitation.revoke',
    'password.reset_link',
  ],
  money: [
    'budget.set',
    'budget.remove',
    'key.set',
    'key.remove',
    'routing.set',
    'bill.recover',
    'bill.write_off',
    'token.create',
    'token.revoke',
  ],
  shares: [
    'share.create',
    'share.edit',
    'share.update',
    'share.renew',
    'share.revoke',
    'generation.set_visibility',
  ],
  team: [
    'server.set_up',
    'team.create',
    'team.change',
    'models.allow',
    'trash.purge',
    'team.export',
    'team.import',
  ],
} as const

/** What a person does with their own account: in no team's log. */
export const ownActions = [
  'account.create',
  'identity.connect',
  'identity.disconnect',
  'session.revoke',
  'session.revoke_others',
  'password.change',
  'password.reset',
  'password.set',
] as const

/** What is left of a team that there is no more: in no team's log either. */
export const serverActions = ['team.delete'] as const

export type AuditKind = keyof typeof auditKinds
export type TeamAction = (typeof auditKinds)[AuditKind][number]
export type AuditAction = TeamAction | (typeof ownActions)[number] | (typeof serverActions)[number]

const kindNames = ['members', 'money', 'shares', 'team'] as const satisfies AuditKind[]

/** What of the log is looked at. Days are the team's. */
export const auditFilterSchema = z.object({
  kind: z.enum(kindNames).optional(),
  by: z.uuid().optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})

export type AuditFilter = z.infer<typeof auditFilterSchema>

/** The same of a page's address, with where the page begins. What cannot be read is as if it were not there. */
export const auditAddressSchema = z.object({
  kind: auditFilterSchema.shape.kind.catch(undefined),
  by: auditFilterSchema.shape.by.catch(undefined),
  from: auditFilterSchema.shape.from.catch(undefined),
  to: auditFilterSchema.shape.to.catch(undefined),
  before: z.string().max(100).optional().catch(undefined),
})

export const auditEventSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  action: z.enum(Object.values(auditKinds).flat()),
  /** Null: Atelier itself, or whoever runs the server. */
  actor: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** What it was done to; `name` where it has one. */
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  detail: z.record(z.string(), jsonSchema),
})

export type AuditEvent = z.infer<typeof auditEventSchema>

export const auditPageSchema = z.object({
  events: z.array(auditEventSchema),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
  /** Who was ever in the team, by name. */
  people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** Of the team: what days are in it. */
  timeZone: timeZoneSchema,
})

export type AuditPage = z.infer<typeof auditPageSchema>
