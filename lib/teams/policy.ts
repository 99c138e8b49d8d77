import { may, mayWith } from '#lib/auth/permissions.ts'
import type { Role, Viewer } from '#lib/auth/schema.ts'
import { roles } from '#lib/auth/schema.ts'
import type { Ownership } from './schema.ts'

/** Who may make, change and remove what is kept beside the prompt: presets and lists. Everybody sees the team's. */
export const keptPolicy = {
  change: (viewer: Pick<Viewer, 'userId' | 'role'>, ownership: Ownership) =>
    mayWith(viewer, 'kept.change', ownership === 'team' ? null : viewer.userId),
}

/** What is set for the team as a whole. */
export const teamPolicy = {
  change: (viewer: Pick<Viewer, 'role'>) => may(viewer, 'team.change'),
}

interface Somebody {
  userId: string
  role: Role
}

type Who = Pick<Viewer, 'userId' | 'role'>

/** An owner is only changed by another one. */
const isInReach = (viewer: Who, member: Somebody) =>
  may(viewer, 'members.manage') && (member.role !== 'owner' || may(viewer, 'team.transfer'))

/** Who may let people in, change what they may do, and send them away. */
export const memberPolicy = {
  manage: (viewer: Who) => may(viewer, 'members.manage'),
  /** The roles that somebody may give: up to their own. */
  rolesToGive: (viewer: Who): Role[] =>
    may(viewer, 'members.manage')
      ? roles.filter((role) => role !== 'owner' || may(viewer, 'team.transfer'))
      : [],
  changeRole: (viewer: Who, member: Somebody, role: Role) =>
    isInReach(viewer, member) && memberPolicy.rolesToGive(viewer).includes(role),
  /** Oneself one does not remove: one leaves. */
  remove: (viewer: Who, member: Somebody) => isInReach(viewer, member) && member.userId !== viewer.userId,
  /**
   * To make a link by which somebody chooses another password, and gets in: whoever is in other teams as well, or the
   * server's admin, is nobody's here to let in.
   */
  reset: (
    viewer: Who & Pick<Viewer, 'isAdmin'>,
    member: Somebody & { isAdmin: boolean; isInOtherTeams: boolean },
  ) =>
    member.userId !== viewer.userId &&
    (viewer.isAdmin || (isInReach(viewer, member) && !member.isAdmin && !member.isInOtherTeams)),
}
