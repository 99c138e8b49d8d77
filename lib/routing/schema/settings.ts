import { z } from 'zod'
import { teamSlugSchema } from '#lib/auth/schema.ts'
import { directNameSchema, directNames } from '#lib/upstream/schema.ts'

/** Who is asked for a picture, and who next where the first one surely cost nothing. */
export const routingPolicies = ['lumenfall', 'lumenfall_first', 'cheapest', 'fastest'] as const
export const routingPolicySchema = z.enum(routingPolicies, 'Choose who is asked.')
export type RoutingPolicy = z.infer<typeof routingPolicySchema>

/** Of the list price, in percent. Contracts give discounts; what is above it is no price of a provider's. */
const percent = z.coerce
  .number('Write a number from 1 to 100.')
  .int('Write a whole number from 1 to 100.')
  .min(1, 'Write a number from 1 to 100.')
  .max(100, 'Write a number from 1 to 100.')

const percents = z.object({ gemini: percent, vertex: percent })
const listPrice = { gemini: 100, vertex: 100 }
const asBefore = { policy: 'lumenfall', percents: listPrice } as const

/** The part of a team's settings. What it does not say is as it was before anybody chose. */
export const routingSchema = z
  .object({
    policy: routingPolicySchema.catch('lumenfall').default('lumenfall'),
    /** What the team pays where it has a key of its own, of what the API names as the price. */
    percents: percents.catch(listPrice).default(listPrice),
  })
  .catch(asBefore)

export type Routing = z.infer<typeof routingSchema>

export const changeRoutingSchema = z.object({
  team: teamSlugSchema,
  policy: routingPolicySchema,
  ...percents.shape,
})

/** What a team has chosen, and with whom it could be called directly. */
export const routingStateSchema = z.object({
  routing: routingSchema,
  direct: z.array(directNameSchema).max(directNames.length),
})

export type RoutingState = z.infer<typeof routingStateSchema>
