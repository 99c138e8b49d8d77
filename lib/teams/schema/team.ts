import { z } from 'zod'
import { roles, teamNameSchema, teamSlugSchema, timeZoneSchema } from '#lib/auth/schema.ts'
import { modelIdSchema } from '#lib/upstream/schema.ts'

export const roleSchema = z.enum(roles, 'Choose a role.')

/** Of the roles that can be held to some models; null: all of them. */
export const allowedModelsSchema = z.object({
  member: z.array(modelIdSchema).max(500).nullable().default(null),
  editor: z.array(modelIdSchema).max(500).nullable().default(null),
})

export type AllowedModels = z.infer<typeof allowedModelsSchema>

/** The JSON column. What it does not say is as it was before anybody chose. */
export const teamSettingsSchema = z.looseObject({
  models: allowedModelsSchema.catch({ member: null, editor: null }).default({ member: null, editor: null }),
})

export const teamDetailSchema = z.object({
  slug: z.string(),
  name: z.string(),
  timeZone: z.string(),
  models: allowedModelsSchema,
})

export type TeamDetail = z.infer<typeof teamDetailSchema>

export const newTeamSchema = z.object({ name: teamNameSchema, timeZone: timeZoneSchema })
export type NewTeam = z.infer<typeof newTeamSchema>

export const teamChangeSchema = z.object({
  team: teamSlugSchema,
  name: teamNameSchema,
  timeZone: timeZoneSchema,
})

export const modelsChangeSchema = z.object({ team: teamSlugSchema, models: allowedModelsSchema })

/** A member as the others see them. */
export const memberSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  /** For those who manage members, and of oneself. */
  email: z.string().nullable(),
  role: roleSchema,
  joinedAt: z.iso.datetime(),
  isMe: z.boolean(),
  can: z.object({
    /** Into which roles the viewer may put them; none where nothing may be changed. */
    roles: z.array(roleSchema),
    remove: z.boolean(),
    reset: z.boolean(),
  }),
})

export type Member = z.infer<typeof memberSchema>

const memberIdSchema = z.uuid('This is not the id of a member.')

export const changeRoleSchema = z.object({ team: teamSlugSchema, member: memberIdSchema, role: roleSchema })
export const oneMemberSchema = z.object({ team: teamSlugSchema, member: memberIdSchema })
export const inTeamSchema = z.object({ team: teamSlugSchema })
