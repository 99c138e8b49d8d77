'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { createToken, revokeToken } from './data.ts'
import { makeTokenSchema, revokeTokenSchema } from './schema.ts'

export const makeToken = teamAction
  .inputSchema(makeTokenSchema)
  .action(({ parsedInput, ctx }) => createToken(ctx.viewer, parsedInput))

export const endToken = teamAction
  .inputSchema(revokeTokenSchema)
  .action(({ parsedInput, ctx }) => revokeToken(ctx.viewer, parsedInput.id))
