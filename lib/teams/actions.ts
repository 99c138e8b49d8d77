'use server'

import { redirect } from 'next/navigation'
import { personAction, teamAction } from '#lib/auth/action-client.ts'
import {
  changeAllowedModels,
  changeRole,
  changeTeam,
  createResetLink,
  createTeam,
  leaveTeam,
  removeMember,
} from './data.ts'
import {
  changeRoleSchema,
  inTeamSchema,
  modelsChangeSchema,
  newTeamSchema,
  oneMemberSchema,
  teamChangeSchema,
} from './schema/team.ts'

export const makeTeam = personAction
  .inputSchema(newTeamSchema)
  .action(({ parsedInput, ctx }) => createTeam(ctx.person, parsedInput))

export const saveTeam = teamAction
  .inputSchema(teamChangeSchema)
  .action(({ parsedInput, ctx }) => changeTeam(ctx.viewer, parsedInput))

export const allowModels = teamAction
  .inputSchema(modelsChangeSchema)
  .action(({ parsedInput, ctx }) => changeAllowedModels(ctx.viewer, parsedInput.models))

export const giveRole = teamAction
  .inputSchema(changeRoleSchema)
  .action(({ parsedInput, ctx }) => changeRole(ctx.viewer, parsedInput.member, parsedInput.role))

export const takeOut = teamAction
  .inputSchema(oneMemberSchema)
  .action(({ parsedInput, ctx }) => removeMember(ctx.viewer, parsedInput.member))

export const makePasswordLink = teamAction
  .inputSchema(oneMemberSchema)
  .action(({ parsedInput, ctx }) => createResetLink(ctx.viewer, parsedInput.member))

export const leave = teamAction.inputSchema(inTeamSchema).action(async ({ ctx }) => {
  await leaveTeam(ctx.viewer)
  redirect('/')
})
