'use server'

import { teamAction } from '#lib/auth/action-client.ts'
import { createInvitation, resendInvitation, revokeInvitation } from './data.ts'
import { inviteMemberSchema, oneInvitationSchema } from './schema.ts'

export const inviteMember = teamAction
  .inputSchema(inviteMemberSchema)
  .action(({ parsedInput, ctx }) => createInvitation(ctx.viewer, parsedInput))

export const sendInvitationAgain = teamAction
  .inputSchema(oneInvitationSchema)
  .action(({ parsedInput, ctx }) => resendInvitation(ctx.viewer, parsedInput.id))

export const endInvitation = teamAction
  .inputSchema(oneInvitationSchema)
  .action(({ parsedInput, ctx }) => revokeInvitation(ctx.viewer, parsedInput.id))
