import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'

/** Ten million dollars: more than anybody means. */
const maxMicros = 10_000_000_000_000

const microsSchema = z
  .number('Give an amount.')
  .int()
  .min(0, 'Give an amount.')
  .max(maxMicros, 'This is too much.')

export const budgetScopes = ['team', 'member', 'token'] as const
export const budgetScopeSchema = z.enum(budgetScopes)
export type BudgetScope = z.infer<typeof budgetScopeSchema>

/** What may be spent in a month. `warnMicros`: from there on it is said that little is left. */
export const limitSchema = z
  .object({
    limitMicros: microsSchema,
    warnMicros: microsSchema.nullable(),
    isHard: z.boolean(),
  })
  .refine(({ limitMicros, warnMicros }) => warnMicros === null || warnMicros <= limitMicros, {
    path: ['warnMicros'],
    message: 'Say it before the limit, not after.',
  })

export type Limit = z.infer<typeof limitSchema>

/** Of a month of the team's, in micro-dollars: what is spent, and what is reserved for what is under way. */
export const usedSchema = z.object({ spentMicros: z.number(), reservedMicros: z.number() })

/** A budget as those who set it see it. `id` is whose it is; null for each member who has none of their own. */
export const budgetLineSchema = z.object({
  scope: budgetScopeSchema,
  id: z.uuid().nullable(),
  name: z.string(),
  /** Null where nothing is set. */
  limit: limitSchema.nullable(),
  used: usedSchema,
})

export type BudgetLine = z.infer<typeof budgetLineSchema>

export const budgetsSchema = z.object({
  /** First day of the month, as the team has it. */
  periodStart: z.iso.date(),
  environment: z.enum(['standin', 'live']),
  team: budgetLineSchema,
  /** For members who have none of their own. */
  everyMember: limitSchema.nullable(),
  members: z.array(budgetLineSchema),
  tokens: z.array(budgetLineSchema),
})

export type Budgets = z.infer<typeof budgetsSchema>

/** How much the viewer may still spend this month, by the tightest budget that holds for them; null where none does. */
export const roomSchema = z
  .object({
    scope: budgetScopeSchema,
    periodStart: z.iso.date(),
    limitMicros: z.number(),
    leftMicros: z.number(),
    isHard: z.boolean(),
    /** Little is left. */
    isLow: z.boolean(),
  })
  .nullable()

export type Room = z.infer<typeof roomSchema>

export const setBudgetSchema = z.object({
  team: teamSlugSchema,
  scope: budgetScopeSchema,
  /** A member or a token; null for the team, and with `member` for each who has none of their own. */
  id: z.uuid().nullable(),
  /** Null takes it away. */
  limit: limitSchema.nullable(),
})
