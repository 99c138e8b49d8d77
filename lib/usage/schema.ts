import { z } from 'zod'
import { environmentSchema } from '#lib/generations/schema/states.ts'
import { failureCodeSchema } from '#lib/upstream/schema.ts'

/** What spending can be split by. */
export const dimensions = ['member', 'model', 'provider', 'prompt', 'token'] as const
export type Dimension = (typeof dimensions)[number]

export const rangeSchema = z.enum(['month', 'last-month', '7-days', '30-days', '90-days', 'year'])

export const usageQuestionSchema = z.object({
  range: rangeSchema.default('month'),
  by: z.enum(dimensions).default('model'),
  /** Without: what the team's pictures are made with now. */
  environment: environmentSchema.optional(),
})

export type UsageQuestion = z.infer<typeof usageQuestionSchema>

/** The same of a page's address: what cannot be read is as if it were not there. */
export const usageAddressSchema = z.object({
  range: usageQuestionSchema.shape.range.catch('month'),
  by: usageQuestionSchema.shape.by.catch('model'),
  environment: usageQuestionSchema.shape.environment.catch(undefined),
})

const sumSchema = z.object({ micros: z.number().int(), pictures: z.number().int() })

export const usageSchema = z.object({
  /** Whether it is everybody's, or the viewer's own alone. */
  isAll: z.boolean(),
  environment: environmentSchema,
  /** There is something of the other kind as well. */
  hasOther: z.boolean(),
  timeZone: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  step: z.enum(['day', 'month']),
  total: sumSchema,
  /** By what was asked, the dearest first. `key` is empty for what has none. */
  parts: z.array(sumSchema.extend({ key: z.string(), name: z.string() })),
  /** Day by day, or month by month: each step, also those without anything. */
  steps: z.array(
    z.object({ at: z.iso.date(), parts: z.array(z.object({ key: z.string(), ...sumSchema.shape })) }),
  ),
  /** What became of what was asked for in this time. */
  outcomes: z.array(
    z.object({
      status: z.enum(['succeeded', 'partial', 'refused', 'failed', 'lost', 'unknown', 'cancelled', 'open']),
      code: failureCodeSchema.nullable(),
      generations: z.number().int(),
      micros: z.number().int(),
    }),
  ),
})

export type Usage = z.infer<typeof usageSchema>
