'use server'

import { headers } from 'next/headers'
import { personAction } from '#lib/auth/action-client.ts'
import { addressOf } from '#lib/network.ts'
import { changePassword, endOtherSessions, endSession, updateProfile } from './data.ts'
import { endSessionSchema, passwordChangeSchema, profileSchema } from './schema.ts'

export const saveProfile = personAction
  .inputSchema(profileSchema)
  .action(({ parsedInput, ctx }) => updateProfile(ctx.person, parsedInput))

export const savePassword = personAction
  .inputSchema(passwordChangeSchema)
  .action(async ({ parsedInput, ctx }) => changePassword(ctx.person, parsedInput, addressOf(await headers())))

export const signOutSession = personAction
  .inputSchema(endSessionSchema)
  .action(({ parsedInput, ctx }) => endSession(ctx.person, parsedInput.id))

export const signOutOthers = personAction.action(({ ctx }) => endOtherSessions(ctx.person))
