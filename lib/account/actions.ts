'use server'

import { headers } from 'next/headers'
import { personAction } from '#lib/auth/action-client.ts'
import { addressOf } from '#lib/network.ts'
import {
  changePassword,
  disconnectIdentity,
  endOtherSessions,
  endSession,
  setPassword,
  updateProfile,
} from './data.ts'
import {
  disconnectSchema,
  endSessionSchema,
  passwordChangeSchema,
  passwordSetSchema,
  profileSchema,
} from './schema.ts'

export const saveProfile = personAction
  .inputSchema(profileSchema)
  .action(({ parsedInput, ctx }) => updateProfile(ctx.person, parsedInput))

export const savePassword = personAction
  .inputSchema(passwordChangeSchema)
  .action(async ({ parsedInput, ctx }) => changePassword(ctx.person, parsedInput, addressOf(await headers())))

export const saveFirstPassword = personAction
  .inputSchema(passwordSetSchema)
  .action(({ parsedInput, ctx }) => setPassword(ctx.person, parsedInput))

export const disconnect = personAction
  .inputSchema(disconnectSchema)
  .action(({ parsedInput, ctx }) => disconnectIdentity(ctx.person, parsedInput.id))

export const signOutSession = personAction
  .inputSchema(endSessionSchema)
  .action(({ parsedInput, ctx }) => endSession(ctx.person, parsedInput.id))

export const signOutOthers = personAction.action(({ ctx }) => endOtherSessions(ctx.person))
