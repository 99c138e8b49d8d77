import 'server-only'

export { changeAllowedModels, changeTeam } from './data/change.ts'
export { createTeam } from './data/create.ts'
export { leaveTeam, removeMember } from './data/leave.ts'
export { changeRole, listMembers } from './data/members.ts'
export { getTeam, listTeams } from './data/read.ts'
export { createResetLink } from './data/reset.ts'
