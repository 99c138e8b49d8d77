'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { removeCredential, setCredential } from './data.ts'
import { removeCredentialSchema, setCredentialSchema } from './schema.ts'

export const saveKey = teamAction
  .inputSchema(setCredentialSchema)
  .action(({ parsedInput, ctx }) => setCredential(ctx.viewer, parsedInput))

export const forgetKey = teamAction
  .inputSchema(removeCredentialSchema)
  .action(({ parsedInput, ctx }) => removeCredential(ctx.viewer, parsedInput.provider))
