'use server'

import { redirect } from 'next/navigation'
import { teamAction } from '#lib/auth/action-client.ts'
import { deleteTeam } from './data.ts'
import { deleteTeamSchema } from './schema.ts'

export const removeTeam = teamAction.inputSchema(deleteTeamSchema).action(async ({ parsedInput, ctx }) => {
  await deleteTeam(ctx.viewer, parsedInput.name)
  redirect('/')
})
